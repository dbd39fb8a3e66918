package io.boson.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.websocket.FrameParser;
import io.boson.relay.websocket.FrameSink;
import io.boson.relay.websocket.ProtocolFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainYardTest {

    private static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    private final List<Train> trains = new ArrayList<>();
    private final TrainYard yard = new TrainYard(trains::add);

    @AfterEach
    void release() {
        trains.forEach(Train::release);
    }

    @Test
    void whatWasReadIsWhatIsSent() {
        ByteBuf read = read(frame(4, 100), frame(4, 1200), frame(4, 7));

        assertThat(trains).hasSize(1);
        Train train = trains.getFirst();
        assertThat(train.packets()).isEqualTo(3);
        assertThat(train.bytes()).isEqualTo(1307);
        assertThat(packets(train)).containsExactly(hex(4, 100), hex(4, 1200), hex(4, 7));
        assertThat(train.frames().readableBytes()).isEqualTo(1307 + 2 + 4 + 2);
        assertThat(memory(train.frames())).isSameAs(memory(read));
    }

    @Test
    void aHandshakeTravelsAloneAndInItsPlace() {
        read(
                frame(4, 500),
                frame(1, 148),
                frame(4, 500),
                frame(2, 92),
                frame(3, 64),
                frame(1, 147));

        assertThat(trains)
                .extracting(Train::isHandshake)
                .containsExactly(false, true, false, true, true, false);
        assertThat(packets(trains.get(1))).containsExactly(hex(1, 148));
    }

    @Test
    void trainsStayShort() {
        read(frame(4, 10_000), frame(4, 6_000), frame(4, 6_000), frame(4, 65_536));

        assertThat(trains).extracting(Train::bytes).containsExactly(16_000, 6_000, 65_536);
    }

    @Test
    void aShortTrainKeepsNoLargeBuffer() {
        ByteBuf read = read(frame(4, 100), frame(1, 148), frame(4, 40_000));

        assertThat(trains).hasSize(3);
        assertThat(memory(trains.get(0).frames())).isNotSameAs(memory(read));
        assertThat(trains.get(0).frames().capacity()).isLessThan(1024);
        assertThat(memory(trains.get(2).frames())).isSameAs(memory(read));
        assertThat(packets(trains.get(0))).containsExactly(hex(4, 100));
    }

    @Test
    void whatWaitsSettlesInABufferOfItsSize() {
        read(frame(4, 9_000), frame(1, 148), frame(4, 40_000));
        Train settled = trains.removeFirst().settled(BUFFERS);
        trains.addFirst(settled);

        assertThat(settled.frames().capacity()).isLessThan(20_000);
        assertThat(packets(settled)).containsExactly(hex(4, 9_000));
        assertThat(settled.settled(BUFFERS)).isSameAs(settled);
    }

    /// Any mixture of sizes comes through byte for byte.
    @Test
    void anyRunOfPacketsComesThrough() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[][] frames = new byte[random.nextInt(1, 40)][];
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < frames.length; i++) {
                int length =
                        random.nextInt(4) == 0 ? random.nextInt(120, 132) : random.nextInt(2000);
                frames[i] = frame(4, length);
                expected.add(hex(4, length));
            }
            read(frames);

            assertThat(trains.stream().flatMap(train -> packets(train).stream()))
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(expected);
            trains.forEach(Train::release);
            trains.clear();
        }
    }

    /// Reads frames as a connection does, from one buffer.
    private ByteBuf read(byte[]... frames) {
        ByteBuf buffer = BUFFERS.directBuffer();
        for (byte[] frame : frames) {
            buffer.writeBytes(frame);
        }
        EmbeddedChannel channel = new EmbeddedChannel(new FrameParser(new Yard(), 64 * 1024));
        channel.writeInbound(buffer);
        channel.finishAndReleaseAll();
        return buffer;
    }

    private static List<String> packets(Train train) {
        List<String> packets = new ArrayList<>();
        train.each(packet -> packets.add(ByteBufUtil.hexDump(packet)));
        return packets;
    }

    /// What a slice, or a buffer watched for leaks, stands for.
    private static ByteBuf memory(ByteBuf buffer) {
        ByteBuf inner = buffer;
        while (inner.unwrap() != null) {
            inner = inner.unwrap();
        }
        return inner;
    }

    private static byte[] packet(int type, int length) {
        byte[] packet = new byte[length];
        new Random(length).nextBytes(packet);
        for (int i = 0; i < Math.min(4, length); i++) {
            packet[i] = (byte) (i == 0 ? type : 0);
        }
        return packet;
    }

    private static String hex(int type, int length) {
        return ByteBufUtil.hexDump(packet(type, length));
    }

    private static byte[] frame(int type, int length) {
        byte[] key = {9, 8, 7, 6};
        byte[] payload = packet(type, length);
        ByteBuf frame = BUFFERS.heapBuffer();
        frame.writeByte(0x82);
        if (length < 126) {
            frame.writeByte(0x80 | length);
        } else if (length < 65_536) {
            frame.writeByte(0x80 | 126).writeShort(length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(length);
        }
        frame.writeBytes(key);
        for (int i = 0; i < length; i++) {
            frame.writeByte(payload[i] ^ key[i & 3]);
        }
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        return bytes;
    }

    private final class Yard implements FrameSink {
        @Override
        public void binary(ByteBuf buffer, int at, int length) {
            yard.add(buffer, at, length, BUFFERS);
        }

        @Override
        public void endOfBuffer() {
            yard.depart(BUFFERS);
        }

        @Override
        public void text(ByteBuf content) {
            throw new AssertionError("text");
        }

        @Override
        public void ping(ByteBuf content) {
            throw new AssertionError("ping");
        }

        @Override
        public void pong() {
            throw new AssertionError("pong");
        }

        @Override
        public void close(int code) {
            throw new AssertionError("close");
        }

        @Override
        public void fault(ProtocolFault fault) {
            throw new AssertionError(fault);
        }
    }
}
