package io.boson.relay.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests bent by a seeded hand: whatever comes, an answer is whole, is its request's, is no
/// longer than allowed, and nothing else is written to.
class StunFuzzTest {

    private static final int ROUNDS = 50_000;
    private static final int GUARD = 16;
    private static final byte UNTOUCHED = 0x55;

    private static final List<ByteBuffer> SEEDS =
            List.of(
                    StunBytes.bytes(StunBytes.PLAIN),
                    StunBytes.bytes(StunBytes.RFC_5769_REQUEST),
                    StunBytes.bytes(StunBytes.RFC_5769_IPV4),
                    StunBytes.fingerprinted(""),
                    StunBytes.fingerprinted("0024000400000001 80220004 61626364 00250000"));

    private final StunResponder responder =
            new StunResponder(new StunLimits(10_000, 10_000, 64), 1, 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingBendsTheResponder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] request = bent(random);
            check(request, random, "seed %d round %d".formatted(seed, round));
        }
        StunCounters counters = responder.counters();
        // The hand is light enough that some of all kinds come through.
        assertThat(counters.answered()).isGreaterThan(ROUNDS / 100);
        assertThat(counters.unknownAttributes()).isGreaterThan(ROUNDS / 100);
        assertThat(counters.broken()).isGreaterThan(ROUNDS / 100);
    }

    private void check(byte[] request, Random random, String what) {
        byte[] before = request.clone();
        ByteBuffer out = ByteBuffer.allocate(2 * GUARD + StunResponder.ANSWER_BYTES_MAX);
        Arrays.fill(out.array(), UNTOUCHED);
        ByteBuffer in = ByteBuffer.wrap(request);
        long high = random.nextBoolean() ? 0 : random.nextLong();
        long low = high == 0 ? 0xffff_0000_0000L | random.nextInt(1 << 30) : random.nextLong();
        int length =
                responder.answer(
                        in, 0, request.length, high, low, 4242, out, GUARD, Long.MAX_VALUE / 2);

        assertThat(request).as(what).isEqualTo(before);
        for (int i = 0; i < out.capacity(); i++) {
            if (i < GUARD || i >= GUARD + length) {
                assertThat(out.get(i)).as("%s byte %d", what, i).isEqualTo(UNTOUCHED);
            }
        }
        if (length != StunResponder.NO_ANSWER) {
            assertThat(out.getShort(GUARD)).as(what).isIn((short) 0x0101, (short) 0x0111);
            assertThat((int) out.getShort(GUARD + 2)).as(what).isEqualTo(length - 20);
            assertThat(Arrays.copyOfRange(out.array(), GUARD + 4, GUARD + 20))
                    .as(what)
                    .isEqualTo(Arrays.copyOfRange(before, 4, 20));
        }
    }

    private static byte[] bent(Random random) {
        byte[] bytes = StunBytes.array(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int edits = random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 4 * random.nextInt(1, 9));
                default -> bytes[at] = (byte) (random.nextBoolean() ? 0 : -1);
            }
        }
        if (random.nextInt(3) == 0 && bytes.length >= 20) {
            fitLength(bytes, random.nextBoolean());
        }
        return bytes;
    }

    /// So that edits further in are looked at at all.
    private static void fitLength(byte[] bytes, boolean fingerprintToo) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.putShort(2, (short) (bytes.length - 20));
        if (fingerprintToo && bytes.length >= 28) {
            int at = bytes.length - Fingerprint.BYTES;
            buffer.putInt(at, 0x8028_0004).putInt(at + 4, Fingerprint.of(buffer, 0, at));
        }
    }
}
