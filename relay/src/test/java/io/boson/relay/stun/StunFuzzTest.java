package io.boson.relay.stun;

import static io.boson.relay.fuzz.FuzzInput.check;

import io.boson.relay.fuzz.FuzzContract;
import io.boson.relay.fuzz.FuzzInput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Whatever comes, an answer is whole, is a well-formed request's, is no longer than allowed, and
/// nothing else is written to.
///
/// ```
/// input   0 bits 1: length made right   2: a right FINGERPRINT put at the end   4: from IPv6
///         1 the message
/// ```
public class StunFuzzTest extends FuzzContract {

    private static final int RUNS = 60_000;
    private static final int GUARD = 16;
    private static final byte UNTOUCHED = 0x55;
    private static final int HEADER = 20;
    private static final int FIT_LENGTH = 1;
    private static final int FINGERPRINT = 2;
    private static final int IPV6 = 4;

    /// XOR-MAPPED-ADDRESS of IPv6, the most that an answer has beyond its request.
    private static final int MORE_MAX = 24;

    private static final int PORT = 4242;

    public StunFuzzTest() {
        super(RUNS);
    }

    @Override
    protected List<byte[]> seeds() {
        return Stream.of(
                        StunBytes.bytes(StunBytes.PLAIN),
                        StunBytes.bytes(StunBytes.RFC_5769_REQUEST),
                        StunBytes.bytes(StunBytes.RFC_5769_IPV4),
                        StunBytes.fingerprinted(""),
                        StunBytes.fingerprinted("0024000400000001 80220004 61626364 00250000"))
                .map(StunBytes::array)
                .flatMap(message -> Stream.of(input(0, message), input(IPV6 | 3, message)))
                .toList();
    }

    private static byte[] input(int bits, byte[] message) {
        return ByteBuffer.allocate(1 + message.length).put((byte) bits).put(message).array();
    }

    @Override
    protected void feed(byte[] input) {
        fuzzerTestOneInput(input);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        int bits = input.below(8);
        byte[] request = fitted(input.rest(), bits);
        byte[] before = request.clone();
        boolean isIpv6 = (bits & IPV6) != 0;
        ByteBuffer out = ByteBuffer.allocate(2 * GUARD + StunResponder.ANSWER_BYTES_MAX);
        Arrays.fill(out.array(), UNTOUCHED);

        StunResponder responder = new StunResponder(new StunLimits(1, 1, 64), 1, 0);
        int length = answer(responder, request, isIpv6, out, 0);

        check(Arrays.equals(request, before), "the request was written to");
        check(length >= 0 && length <= StunResponder.ANSWER_BYTES_MAX, "length " + length);
        for (int i = 0; i < out.capacity(); i++) {
            boolean isAnswer = i >= GUARD && i < GUARD + length;
            check(isAnswer || out.get(i) == UNTOUCHED, "written to at " + i);
        }
        check((length > 0) == isBindingRequest(request), "answers Binding requests alone");
        if (length > 0) {
            checkAnswer(request, ByteBuffer.wrap(out.array(), GUARD, length).slice());
            check(answer(responder, request, isIpv6, out, 1) == 0, "more than its budget");
        }
    }

    private static int answer(
            StunResponder responder, byte[] request, boolean isIpv6, ByteBuffer out, long now) {
        long high = isIpv6 ? 0x2001_0db8_0000_0000L : 0;
        long low = isIpv6 ? 7 : 0xffff_c000_0201L;
        ByteBuffer in = ByteBuffer.wrap(request);
        return responder.answer(in, 0, request.length, high, low, PORT, out, GUARD, now);
    }

    private static void checkAnswer(byte[] request, ByteBuffer answer) {
        int length = answer.capacity();
        check(length <= request.length + MORE_MAX, length + " bytes to " + request.length);
        int type = answer.getShort(0);
        check(type == 0x0101 || type == 0x0111, "type " + type);
        byte[] id = new byte[16];
        answer.get(4, id);
        check(Arrays.equals(id, Arrays.copyOfRange(request, 4, HEADER)), "another's id");
        check(isWhole(answer), "the answer is not well-formed");
    }

    /// RFC 8489 sections 5, 6.3 and 14, read once more and without regard to speed.
    private static boolean isBindingRequest(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        return message.length >= HEADER
                && bytes.getShort(0) == 1
                && bytes.getInt(4) == 0x2112_a442
                && isWhole(bytes);
    }

    private static boolean isWhole(ByteBuffer bytes) {
        int length = bytes.capacity();
        if ((bytes.getShort(2) & 0xffff) != length - HEADER) {
            return false;
        }
        int at = HEADER;
        while (at < length) {
            if (length - at < 4) {
                return false;
            }
            int value = bytes.getShort(at + 2) & 0xffff;
            int next = at + 4 + (value + 3) / 4 * 4;
            if (next > length) {
                return false;
            }
            if (bytes.getShort(at) == (short) 0x8028) {
                int crc = bytes.getInt(at + 4);
                return value == 4 && next == length && crc == Fingerprint.of(bytes, 0, at);
            }
            at = next;
        }
        return true;
    }

    /// So that what is further in is looked at at all.
    private static byte[] fitted(byte[] message, int bits) {
        if (message.length < HEADER) {
            return message;
        }
        boolean sealed = (bits & FINGERPRINT) != 0;
        int length = message.length + (sealed ? Fingerprint.BYTES : 0);
        ByteBuffer fitted = ByteBuffer.wrap(Arrays.copyOf(message, length));
        if ((bits & FIT_LENGTH) != 0) {
            fitted.putShort(2, (short) (length - HEADER));
        }
        if (sealed) {
            int at = message.length;
            fitted.putInt(at, 0x8028_0004).putInt(at + 4, Fingerprint.of(fitted, 0, at));
        }
        return fitted.array();
    }
}
