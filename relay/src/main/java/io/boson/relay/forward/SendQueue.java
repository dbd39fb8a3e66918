package io.boson.relay.forward;

import io.boson.relay.forward.FairLane.Entry;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What waits for one receiver, so that no sender ever does.
///
/// Three lanes:
///
/// - packets, in flows that are served in turn ([FairLane]): bounded together by bytes and by age;
///   of the flow that holds the most, the oldest makes room for the newest;
/// - handshakes, packets that a tunnel waits for: they overtake packets, which make room for them,
///   and hold a quarter of the bytes at most, so that a flood of them starves nobody;
/// - notices, the relay's own words, never overtaken by what came later: never dropped for a packet
///   or for their age, bounded by number. A receiver that lets them pile up is to be closed.
///
/// Safe for several threads; times come from one monotonic clock, in nanoseconds.
///
/// @param <T> what is queued; handed to the [Disposal] where it is not sent
public final class SendQueue<T> {

    /// Counted per packet beside its bytes, about what keeping it costs: a million one-byte packets
    /// are not a megabyte.
    public static final int ENTRY_COST = 128;

    /// Notices that may wait at once.
    public static final int NOTICES_MAX = 1024;

    private static final int HANDSHAKE_SHARE = 4;

    /// Told of every packet that is not sent, and given it to let go. Called within the queue's
    /// lock: it must return at once.
    @FunctionalInterface
    public interface Disposal<T> {
        void dropped(T packet, DropReason reason);
    }

    private record Lanes<T>(
            FairLane<T> packets, FairLane<T> handshakes, ArrayDeque<Entry<T>> notices) {

        static <T> Lanes<T> of(SendLimits limits, Disposal<T> disposal) {
            long ageMaxNanos = limits.ageMax().toNanos();
            return new Lanes<>(
                    new FairLane<>(ageMaxNanos, disposal::dropped),
                    new FairLane<>(ageMaxNanos, disposal::dropped),
                    new ArrayDeque<>(1));
        }

        boolean isEmpty() {
            return packets.isEmpty() && handshakes.isEmpty() && notices.isEmpty();
        }

        long bytes() {
            return packets.bytes() + handshakes.bytes();
        }

        void expire(long now) {
            packets.expire(now);
            handshakes.expire(now);
        }
    }

    private final SendLimits limits;
    private final Disposal<T> disposal;

    /// Laid when something waits for the first time: most connections idle, and nothing ever does.
    private @Nullable Lanes<T> lanes;

    private long arrivals;
    private boolean closed;

    public SendQueue(SendLimits limits, Disposal<T> disposal) {
        this.limits = limits;
        this.disposal = disposal;
    }

    /// Takes the packet over, at the price of the oldest ones if there is no room.
    ///
    /// @param flow whose packet it is, among those for this receiver
    public synchronized void offer(Object flow, T packet, int length, long now) {
        if (closed) {
            disposal.dropped(packet, DropReason.CLOSING);
            return;
        }
        Lanes<T> waiting = lanes();
        int cost = length + ENTRY_COST;
        if (cost <= limits.bytesMax()) {
            makeRoom(waiting, flow, cost, now);
        }
        if (waiting.bytes() + cost > limits.bytesMax()) {
            disposal.dropped(packet, DropReason.QUEUE_FULL);
            return;
        }
        waiting.packets().add(flow, new Entry<>(packet, cost, now, arrivals++));
    }

    /// As [#offer], for what a tunnel waits for.
    public synchronized void offerHandshake(Object flow, T packet, int length, long now) {
        if (closed) {
            disposal.dropped(packet, DropReason.CLOSING);
            return;
        }
        Lanes<T> waiting = lanes();
        FairLane<T> handshakes = waiting.handshakes();
        int cost = length + ENTRY_COST;
        while (!handshakes.isEmpty()
                && handshakes.bytes() + cost > limits.bytesMax() / HANDSHAKE_SHARE) {
            handshakes.makeRoom(flow);
        }
        makeRoom(waiting, flow, cost, now);
        handshakes.add(flow, new Entry<>(packet, cost, now, arrivals++));
    }

    /// False where the receiver has let too many pile up. After the close nothing is kept.
    public synchronized boolean offerNotice(T notice) {
        if (closed) {
            return true;
        }
        ArrayDeque<Entry<T>> notices = lanes().notices();
        if (notices.size() == NOTICES_MAX) {
            return false;
        }
        notices.add(new Entry<>(notice, 0, 0, arrivals++));
        return true;
    }

    /// The next thing to send; packets that are too old are dropped on the way.
    public synchronized Optional<T> poll(long now) {
        Lanes<T> waiting = lanes;
        if (waiting == null) {
            return Optional.empty();
        }
        Optional<Entry<T>> handshake = waiting.handshakes().peek(now);
        Optional<Entry<T>> packet = handshake.or(() -> waiting.packets().peek(now));
        Entry<T> notice = waiting.notices().peek();
        if (notice != null && (packet.isEmpty() || notice.order() < packet.get().order())) {
            return Optional.of(waiting.notices().remove().item());
        }
        FairLane<T> lane = handshake.isPresent() ? waiting.handshakes() : waiting.packets();
        return packet.isPresent() ? Optional.of(lane.take()) : Optional.empty();
    }

    /// Drops the packets that have waited too long.
    public synchronized void expire(long now) {
        if (lanes != null) {
            lanes.expire(now);
        }
    }

    /// Drops what is left; later packets are dropped as they come.
    public synchronized void close() {
        closed = true;
        if (lanes != null) {
            lanes.packets().clear(DropReason.CLOSING);
            lanes.handshakes().clear(DropReason.CLOSING);
            lanes = null;
        }
    }

    public synchronized boolean isEmpty() {
        return lanes == null || lanes.isEmpty();
    }

    /// Whether nothing waits and more may come.
    public synchronized boolean isIdle() {
        return !closed && isEmpty();
    }

    /// Bytes of the waiting packets, with [#ENTRY_COST] each; never above the limit.
    public synchronized long bytes() {
        return lanes == null ? 0 : lanes.bytes();
    }

    private Lanes<T> lanes() {
        Lanes<T> laid = lanes == null ? Lanes.of(limits, disposal) : lanes;
        lanes = laid;
        return laid;
    }

    private void makeRoom(Lanes<T> waiting, Object flow, int cost, long now) {
        if (waiting.bytes() + cost > limits.bytesMax()) {
            waiting.expire(now);
        }
        while (waiting.bytes() + cost > limits.bytesMax() && !waiting.packets().isEmpty()) {
            waiting.packets().makeRoom(flow);
        }
    }
}
