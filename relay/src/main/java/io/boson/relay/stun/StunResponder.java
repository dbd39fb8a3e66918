package io.boson.relay.stun;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/// Answers Binding requests: at most one answer each, at most [#ANSWER_BYTES_MAX] long, at most so
/// many per address as [StunLimits] allow. Makes no objects.
///
/// One thread answers; the counters are for any.
public final class StunResponder {

    public static final int ANSWER_BYTES_MAX = BindingAnswer.BYTES_MAX;

    /// Instead of a length: silence.
    public static final int NO_ANSWER = 0;

    private static final long IPV4_MAPPED = 0xffffL;

    private final BindingRequest request = new BindingRequest();
    private final AddressBudgets budgets;
    private final LongAdder answered = new LongAdder();
    private final LongAdder unknownAttributes = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder broken = new LongAdder();

    /// @param seed of the table of addresses; not to be guessed from outside
    /// @param now as in [#answer]
    public StunResponder(StunLimits limits, long seed, long now) {
        this.budgets = new AddressBudgets(limits, seed, now);
    }

    /// Whether it is STUN and not WireGuard, by its first byte and the magic cookie. Whatever else
    /// it is, it is nobody else's.
    public static boolean looksLikeStun(ByteBuffer bytes, int at, int length) {
        return BindingRequest.looksLikeStun(bytes, at, length);
    }

    /// @param bytes in network order, as `answer`; absolute offsets only
    /// @param high first eight bytes of the source's IPv6 address, or of a v4-mapped one
    /// @param low the last eight
    /// @param answer where there is room for [#ANSWER_BYTES_MAX] from `to` on; may be `bytes`, but
    ///     not the same part
    /// @param now of one monotonic clock, in nanoseconds
    /// @return the answer's length, or [#NO_ANSWER]
    public int answer(
            ByteBuffer bytes,
            int at,
            int length,
            long high,
            long low,
            int port,
            ByteBuffer answer,
            int to,
            long now) {
        boolean isIpv4 = high == 0 && low >>> Integer.SIZE == IPV4_MAPPED;
        if (!request.read(bytes, at, length)) {
            broken.increment();
            return NO_ANSWER;
        }
        if (!budgets.take(isIpv4 ? low : high, now)) {
            limited.increment();
            return NO_ANSWER;
        }
        if (request.unknownCount() > 0) {
            unknownAttributes.increment();
            return BindingAnswer.unknownAttributes(bytes, at, request, answer, to);
        }
        answered.increment();
        return BindingAnswer.success(
                bytes, at, isIpv4, high, low, port, request.hasFingerprint(), answer, to);
    }

    public StunCounters counters() {
        return new StunCounters(
                answered.sum(), unknownAttributes.sum(), limited.sum(), broken.sum());
    }
}
