package io.boson.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.boson.events.session.SessionId;
import io.boson.relay.wire.RelayFrame.Subject;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final String ID = "0b501e7e-0000-4000-8000-00000000000a";
    private static final Subject UNNAMED = new Subject.Unnamed();
    private static final Subject NAMED = new Subject.Named(SessionId.of(ID));

    static Stream<Arguments> goodFrames() {
        return Stream.of(
                arguments("{\"type\":\"ping\"}", new RelayFrame.Ping()),
                arguments("{\"type\":\"pong\"}", new RelayFrame.Pong()),
                arguments(" { \"type\" : \"ping\" } \n", new RelayFrame.Ping()),
                arguments("{\"type\":\"heartbeat\"}", new RelayFrame.Heartbeat()),
                arguments(
                        "{\"type\":\"heartbeat\",\"sessionId\":\"whatever\","
                                + "\"payload\":{\"timestamp\":1}}",
                        new RelayFrame.Heartbeat()),
                arguments(
                        "{\"payload\":{\"action\":\"connect\"},\"type\":\"control\"}",
                        new RelayFrame.Connect(UNNAMED)),
                arguments(
                        "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"x\",\"a\":[{}],"
                                        .formatted(ID)
                                + "\"payload\":{\"b\":{\"c\":[1]},\"action\":\"disconnect\"}}",
                        new RelayFrame.Disconnect(NAMED)),
                arguments(
                        data("\"AQID/w==\""),
                        new RelayFrame.Data(
                                UNNAMED,
                                PacketForm.BASE64,
                                Unpooled.wrappedBuffer(new byte[] {1, 2, 3, -1}))),
                arguments(data("{\"type\":\"Buffer\",\"data\":[7]}"), packet(UNNAMED, 7)),
                arguments(data("{\"data\":[0,255],\"type\":\"Buffer\"}"), packet(UNNAMED, 0, 255)),
                arguments(
                        "{\"payload\":{\"type\":\"Buffer\",\"data\":[4]},\"sessionId\":\"%s\","
                                        .formatted(ID.toUpperCase(java.util.Locale.ROOT))
                                + "\"type\":\"data\"}",
                        packet(NAMED, 4)),
                arguments(
                        "{\"type\":\"packet\",\"data\":\"BA==\"}",
                        new RelayFrame.Data(
                                UNNAMED,
                                PacketForm.PACKET,
                                Unpooled.wrappedBuffer(new byte[] {4}))),
                arguments(compressed(control("connect")), new RelayFrame.Connect(UNNAMED)),
                arguments(
                        "{\"type\":\"control\",\"payload\":{\"data\":\"%s\",\"compressed\":true}}"
                                .formatted(gzip(control("disconnect"))),
                        new RelayFrame.Disconnect(UNNAMED)),
                // A claimed length is nobody's business.
                arguments(
                        data("{\"type\":\"Buffer\",\"length\":300000000,\"data\":[9]}"),
                        packet(UNNAMED, 9)));
    }

    @ParameterizedTest
    @MethodSource
    void goodFrames(String text, RelayFrame expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    static Stream<Arguments> badFrames() {
        return Stream.of(
                arguments("", FrameFault.NOT_AN_OBJECT),
                arguments("null", FrameFault.NOT_AN_OBJECT),
                arguments("[]", FrameFault.NOT_AN_OBJECT),
                arguments("17", FrameFault.NOT_AN_OBJECT),
                arguments("{\"type\":\"ping\"} {}", FrameFault.NOT_AN_OBJECT),
                arguments("hello", FrameFault.NOT_JSON),
                arguments("{", FrameFault.NOT_JSON),
                arguments("{\"type\":\"ping\"", FrameFault.NOT_JSON),
                arguments("{\"type\":\"ping\",\"type\":\"pong\"}", FrameFault.NOT_JSON),
                arguments("{\"type\":\"pi", FrameFault.NOT_JSON),
                arguments("{'type':'ping'}", FrameFault.NOT_JSON),
                arguments("{\"type\":\"ping\",\"x\":NaN}", FrameFault.NOT_JSON),
                arguments("{\"type\":\"ping\",\"x\":" + "[".repeat(64), FrameFault.NOT_JSON),
                arguments("{\"" + "n".repeat(10_000) + "\":1}", FrameFault.NOT_JSON),
                arguments("{\"x\":" + "1".repeat(1_000) + "}", FrameFault.NOT_JSON),
                arguments("{}", FrameFault.MISSING_TYPE),
                arguments("{\"type\":null}", FrameFault.MISSING_TYPE),
                arguments("{\"type\":{\"type\":\"ping\"}}", FrameFault.MISSING_TYPE),
                arguments("{\"type\":\"Ping\"}", FrameFault.UNKNOWN_TYPE),
                arguments("{\"type\":\"batch\"}", FrameFault.UNKNOWN_TYPE),
                arguments(
                        "{\"type\":\"data\",\"sessionId\":\"1\",\"payload\":\"AQ==\"}",
                        FrameFault.BAD_SESSION_ID),
                arguments(
                        "{\"type\":\"data\",\"sessionId\":7,\"payload\":\"AQ==\"}",
                        FrameFault.BAD_SESSION_ID),
                arguments("{\"type\":\"packet\"}", FrameFault.BAD_DATA),
                arguments("{\"type\":\"packet\",\"data\":\"\"}", FrameFault.BAD_DATA),
                arguments("{\"type\":\"packet\",\"data\":\"a?\"}", FrameFault.BAD_DATA),
                arguments("{\"type\":\"packet\",\"data\":[4]}", FrameFault.BAD_DATA),
                arguments(
                        "{\"type\":\"packet\",\"sessionId\":\"x\",\"data\":\"BA==\"}",
                        FrameFault.BAD_SESSION_ID),
                arguments(compressed("[]"), FrameFault.BAD_COMPRESSION),
                arguments(compressed("{\"type\":\"ping\"}"), FrameFault.BAD_COMPRESSION),
                arguments(compressed(compressed(control("connect"))), FrameFault.BAD_COMPRESSION),
                arguments(compressed(control("dance")), FrameFault.UNKNOWN_ACTION),
                arguments("{\"type\":\"control\",\"compressed\":true}", FrameFault.BAD_COMPRESSION),
                arguments(
                        "{\"type\":\"control\",\"compressed\":true,\"data\":\"AQID\"}",
                        FrameFault.BAD_COMPRESSION),
                // 40 MiB of spaces in 40 KiB: no more than a frame's worth is inflated.
                arguments(
                        compressed(" ".repeat(40 << 20) + control("connect")),
                        FrameFault.BAD_COMPRESSION),
                arguments(
                        compressed(" ".repeat(RelayFrame.BYTES_MAX) + control("connect")),
                        FrameFault.BAD_COMPRESSION),
                arguments("{\"type\":\"control\"}", FrameFault.UNKNOWN_ACTION),
                arguments("{\"type\":\"control\",\"payload\":\"\"}", FrameFault.UNKNOWN_ACTION),
                arguments(
                        "{\"type\":\"control\",\"payload\":{\"action\":\"connected\"}}",
                        FrameFault.UNKNOWN_ACTION),
                arguments(
                        "{\"type\":\"control\",\"payload\":{\"action\":[\"connect\"]}}",
                        FrameFault.UNKNOWN_ACTION));
    }

    @ParameterizedTest
    @MethodSource
    void badFrames(String text, FrameFault expected) {
        assertThat(read(text)).isEqualTo(new RelayFrame.Unreadable(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"\"",
                "\"not base64!\"",
                "[1,2]",
                "{}",
                "{\"data\":[1]}",
                "{\"type\":\"buffer\",\"data\":[1]}",
                "{\"type\":\"Buffer\"}",
                "{\"type\":\"Buffer\",\"data\":[]}",
                "{\"type\":\"Buffer\",\"data\":\"AQ==\"}",
                "{\"type\":\"Buffer\",\"data\":{\"0\":1}}",
                "{\"type\":\"Buffer\",\"data\":[256]}",
                "{\"type\":\"Buffer\",\"data\":[-1]}",
                "{\"type\":\"Buffer\",\"data\":[1.0]}",
                "{\"type\":\"Buffer\",\"data\":[\"1\"]}",
                "{\"type\":\"Buffer\",\"data\":[1,[2],3]}",
                "{\"type\":\"Buffer\",\"data\":[4294967297]}",
                "{\"type\":\"Buffer\",\"data\":[null]}",
            })
    void badPayloads(String payload) {
        assertThat(read(data(payload)))
                .isEqualTo(new RelayFrame.Unreadable(FrameFault.BAD_PAYLOAD));
    }

    @Test
    void aBufferGrowsToTheFrameLimit() {
        int count = (RelayFrame.BYTES_MAX - data("{\"type\":\"Buffer\",\"data\":[]}").length()) / 2;
        String zeros =
                IntStream.range(0, count).mapToObj(_ -> "0").collect(Collectors.joining(","));

        RelayFrame.Incoming frame = read(data("{\"type\":\"Buffer\",\"data\":[" + zeros + "]}"));

        assertThat(frame)
                .isInstanceOfSatisfying(
                        RelayFrame.Data.class,
                        d -> assertThat(d.packet().readableBytes()).isEqualTo(count));
    }

    @Test
    void textBeyondTheFrameLimitIsRefusedUnread() {
        assertThat(read("{\"type\":\"ping\"}" + " ".repeat(RelayFrame.BYTES_MAX)))
                .isEqualTo(new RelayFrame.Unreadable(FrameFault.NOT_JSON));
    }

    @Test
    void readsDirectAndSlicedBuffersWithoutMovingThem() {
        byte[] bytes = "##{\"type\":\"ping\"}##".getBytes(StandardCharsets.US_ASCII);
        for (ByteBuf whole :
                new ByteBuf[] {Unpooled.wrappedBuffer(bytes), Unpooled.directBuffer()}) {
            if (whole.isDirect()) {
                whole.writeBytes(bytes);
            }
            ByteBuf slice = whole.slice(2, bytes.length - 4);

            assertThat(FrameReader.read(slice)).isEqualTo(new RelayFrame.Ping());
            assertThat(slice.readableBytes()).isEqualTo(bytes.length - 4);
            whole.release();
        }
    }

    /// Whatever arrives, the answer is a frame.
    @Test
    void mutatedFramesAreReadOrRefusedButNeverThrow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] originals = goodFrames().map(a -> (String) a.get()[0]).toArray(String[]::new);
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes =
                    originals[random.nextInt(originals.length)].getBytes(StandardCharsets.UTF_8);
            for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
                bytes = mutated(bytes, random);
            }
            assertThat(FrameReader.read(Unpooled.wrappedBuffer(bytes)))
                    .as("seed %d round %d", seed, round)
                    .isNotNull();
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 1 -> java.util.Arrays.copyOf(bytes, at);
            case 2 -> {
                bytes[at] = (byte) "{}[]\",:\\-.0eu\0".charAt(random.nextInt(14));
                yield bytes;
            }
            default -> {
                byte[] doubled = java.util.Arrays.copyOf(bytes, 2 * bytes.length - at);
                System.arraycopy(bytes, at, doubled, bytes.length, bytes.length - at);
                yield doubled;
            }
        };
    }

    private static String control(String action) {
        return "{\"type\":\"control\",\"payload\":{\"action\":\"%s\"}}".formatted(action);
    }

    private static String compressed(String frame) {
        return "{\"type\":\"control\",\"compressed\":true,\"data\":\"%s\"}".formatted(gzip(frame));
    }

    private static String gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String data(String payload) {
        return "{\"type\":\"data\",\"direction\":\"node-to-client\",\"payload\":" + payload + "}";
    }

    private static RelayFrame packet(Subject subject, int... bytes) {
        ByteBuf packet = Unpooled.buffer();
        for (int b : bytes) {
            packet.writeByte(b);
        }
        return new RelayFrame.Data(subject, PacketForm.BUFFER, packet);
    }

    private static RelayFrame.Incoming read(String text) {
        return FrameReader.read(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
