package io.boson.relay.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams from a seed: valid ones come back as they were sent however they are torn; broken ones
/// are read the same however they are torn, and never end in an exception.
class FrameParserFuzzTest {

    private static final int LIMIT = 64 * 1024;
    private static final int ROUNDS = 100;

    /// A long stream torn into single bytes shows nothing that a short one does not.
    private static final int TORN_FINELY_MAX = 8 * 1024;

    private static final int[] FIRST_BYTES = {
        0x82, 0x82, 0x82, 0x81, 0x02, 0x01, 0x00, 0x80, 0x89, 0x8a, 0x88, 0xc2, 0x83, 0x09
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void validStreamsComeBackAsTheyWereSent(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> expected = new ArrayList<>();
            byte[] bytes = valid(random, expected);

            assertThat(read(bytes, random)).as("seed %d round %d", seed, round).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void brokenStreamsAreReadTheSameHoweverTheyAreTorn(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = broken(random);

            assertThat(read(bytes, random))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(read(bytes, random));
        }
    }

    private static byte[] valid(Random random, List<String> expected) {
        ClientFrames frames = new ClientFrames();
        for (int message = random.nextInt(1, 12); message > 0; message--) {
            byte[] payload = new byte[size(random)];
            random.nextBytes(payload);
            expected.add("binary " + ByteBufUtil.hexDump(payload));
            int cut = random.nextInt(3) == 0 ? random.nextInt(payload.length + 1) : -1;
            if (cut < 0) {
                frames.frame(0x82, payload);
            } else {
                frames.frame(0x02, java.util.Arrays.copyOf(payload, cut));
                if (random.nextBoolean()) {
                    frames.frame(0x89, "aa");
                    expected.add(expected.size() - 1, "ping aa");
                }
                frames.frame(0x80, java.util.Arrays.copyOfRange(payload, cut, payload.length));
            }
        }
        return frames.bytes();
    }

    private static int size(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 125 + random.nextInt(4);
            case 2 -> LIMIT - random.nextInt(3);
            default -> random.nextInt(1500);
        };
    }

    private static byte[] broken(Random random) {
        ClientFrames frames = new ClientFrames();
        for (int message = random.nextInt(1, 12); message > 0; message--) {
            byte[] payload = new byte[random.nextInt(200)];
            random.nextBytes(payload);
            frames.frame(FIRST_BYTES[random.nextInt(FIRST_BYTES.length)], payload);
        }
        byte[] bytes = frames.bytes();
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /// Torn into pieces of random sizes, in pooled buffers, all of which are given back.
    private static List<String> read(byte[] bytes, Random random) {
        RecordingSink sink = new RecordingSink();
        EmbeddedChannel channel = new EmbeddedChannel(new FrameParser(sink, LIMIT));
        int most = 1 << random.nextInt(bytes.length > TORN_FINELY_MAX ? 8 : 1, 18);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, random.nextInt(1, most + 1));
            ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(length);
            channel.writeInbound(piece.writeBytes(bytes, at, length));
            assertThat(piece.refCnt()).isZero();
            at += length;
        }
        channel.finishAndReleaseAll();
        return sink.events;
    }
}
