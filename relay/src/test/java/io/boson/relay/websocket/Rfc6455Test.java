package io.boson.relay.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of RFC 6455 that concern what a server reads after the handshake, each case named
/// after its section. Every case is read whole, byte by byte, and torn at random.
class Rfc6455Test {

    private static final int LIMIT = 64 * 1024;
    private static final String TOO_BIG = "fault TOO_BIG";
    private static final String NOT_UTF8 = "fault NOT_UTF8";

    static Stream<Arguments> cases() {
        return Stream.of(framing(), lengths(), fragments(), control(), closing(), text())
                .flatMap(group -> group);
    }

    private static Stream<Arguments> framing() {
        return Stream.of(
                row("5.1 an unmasked frame", raw("820104"), "fault NOT_MASKED"),
                row("5.1 unmasked and empty", raw("8200"), "fault NOT_MASKED"),
                row("5.2 RSV1 without an extension", of(0xc2, "04"), "fault RESERVED_BIT"),
                row("5.2 RSV2", of(0xa2, "04"), "fault RESERVED_BIT"),
                row("5.2 RSV3", of(0x92, "04"), "fault RESERVED_BIT"),
                row("5.2 RSV1 on a control frame", of(0xc9, ""), "fault RESERVED_BIT"),
                row("5.2 opcode 3", of(0x83, ""), "fault RESERVED_OPCODE"),
                row("5.2 opcode 7", of(0x87, ""), "fault RESERVED_OPCODE"),
                row("5.2 opcode 11", of(0x8b, ""), "fault RESERVED_OPCODE"),
                row("5.2 opcode 15", of(0x8f, ""), "fault RESERVED_OPCODE"),
                row("5.3 a key of zeros", raw("82830000000004ff01"), "binary 04ff01"),
                row("5.6 binary", of(0x82, "0400ff"), "binary 0400ff"),
                row("5.6 text", of(0x81, "6869"), "text hi"),
                row("5.6 empty messages", of(0x82, "").frame(0x81, ""), "binary ", "text "),
                row("5.7 the RFC's own example", raw("818537fa213d7f9f4d5158"), "text Hello"),
                row(
                        "5.8 after a fault nothing is read",
                        of(0x83, "").frame(0x82, "04"),
                        "fault RESERVED_OPCODE"));
    }

    private static Stream<Arguments> lengths() {
        return Stream.of(
                row("5.2 125 bytes", of(0x82, new byte[125]), "binary " + "00".repeat(125)),
                row("5.2 126 bytes", of(0x82, new byte[126]), "binary " + "00".repeat(126)),
                row(
                        "5.2 65,535 bytes",
                        of(0x82, new byte[65_535]),
                        "binary " + "00".repeat(65_535)),
                row("5.2 65,536 bytes", of(0x82, new byte[LIMIT]), "binary " + "00".repeat(LIMIT)),
                row("5.2 125 in 16 bits", raw("82fe007d"), "fault LENGTH_NOT_MINIMAL"),
                row(
                        "5.2 65,535 in 64 bits",
                        raw("82ff000000000000ffff"),
                        "fault LENGTH_NOT_MINIMAL"),
                row("5.2 the top bit set", raw("82ff8000000000000000"), "fault LENGTH_NOT_MINIMAL"),
                row(
                        "10.4 one byte too many, before it comes",
                        raw("82ff0000000000010001"),
                        TOO_BIG),
                row("10.4 60 MiB", raw("82ff0000000003c00000"), TOO_BIG),
                row("10.4 2^63-1", raw("82ff7fffffffffffffff"), TOO_BIG),
                row(
                        "10.4 fragments that are too many together",
                        of(0x02, new byte[40_000]).hex("80fe9c40"),
                        TOO_BIG));
    }

    private static Stream<Arguments> fragments() {
        return Stream.of(
                row("5.4 two", of(0x02, "0401").frame(0x80, "02"), "binary 040102"),
                row(
                        "5.4 three, the middle one empty",
                        of(0x02, "04").frame(0x00, "").frame(0x80, "02"),
                        "binary 0402"),
                row("5.4 all empty", of(0x02, "").frame(0x00, "").frame(0x80, ""), "binary "),
                row(
                        "5.4 control frames between them",
                        of(0x02, "04").frame(0x89, "aa").frame(0x8a, "").frame(0x80, "02"),
                        "ping aa",
                        "pong",
                        "binary 0402"),
                row("5.4 a continuation of nothing", of(0x80, "04"), "fault NOTHING_TO_CONTINUE"),
                row(
                        "5.4 a continuation of what is finished",
                        of(0x82, "04").frame(0x00, "04"),
                        "binary 04",
                        "fault NOTHING_TO_CONTINUE"),
                row(
                        "5.4 a message within another",
                        of(0x02, "04").frame(0x82, "04"),
                        "fault MESSAGE_NOT_FINISHED"),
                row(
                        "5.4 text within binary",
                        of(0x02, "04").frame(0x01, "41"),
                        "fault MESSAGE_NOT_FINISHED"),
                row(
                        "5.4 two messages",
                        of(0x01, "41").frame(0x80, "42").frame(0x02, "04").frame(0x80, "05"),
                        "text AB",
                        "binary 0405"));
    }

    private static Stream<Arguments> control() {
        return Stream.of(
                row("5.5 a ping in fragments", of(0x09, ""), "fault CONTROL_FRAGMENTED"),
                row("5.5 a close in fragments", of(0x08, "03e8"), "fault CONTROL_FRAGMENTED"),
                row("5.5 126 bytes of ping", raw("89fe007e"), "fault CONTROL_TOO_LONG"),
                row("5.5 a ping with 64 bits of length", raw("89ff"), "fault CONTROL_TOO_LONG"),
                row("5.5 125 bytes of ping", of(0x89, new byte[125]), "ping " + "00".repeat(125)),
                row("5.5.2 an empty ping", of(0x89, ""), "ping "),
                row("5.5.3 a pong that nobody asked for", of(0x8a, "01"), "pong"));
    }

    private static Stream<Arguments> closing() {
        return Stream.of(
                row("5.5.1 without a code", of(0x88, ""), "close 1005"),
                row("5.5.1 half a code", of(0x88, "03"), "fault BAD_CLOSE"),
                row("5.5.1 with a reason", of(0x88, "03e8627965"), "close 1000"),
                row(
                        "5.5.1 nothing is read after it",
                        of(0x88, "03e8").frame(0x82, "04"),
                        "close 1000"),
                row(
                        "5.5.1 within fragments",
                        of(0x02, "04").frame(0x88, "03e9").frame(0x80, "05"),
                        "close 1001"),
                row("5.5.1 a reason that is not UTF-8", of(0x88, "03e8ff"), NOT_UTF8),
                row("5.5.1 a reason cut short", of(0x88, "03e8c3"), NOT_UTF8),
                row("7.4.2 code 0", of(0x88, "0000"), "fault BAD_CLOSE"),
                row("7.4.2 code 999", of(0x88, "03e7"), "fault BAD_CLOSE"),
                row("7.4.1 code 1003", of(0x88, "03eb"), "close 1003"),
                row("7.4.1 code 1004", of(0x88, "03ec"), "fault BAD_CLOSE"),
                row("7.4.1 code 1005", of(0x88, "03ed"), "fault BAD_CLOSE"),
                row("7.4.1 code 1006", of(0x88, "03ee"), "fault BAD_CLOSE"),
                row("7.4.1 code 1007", of(0x88, "03ef"), "close 1007"),
                row("7.4.1 code 1011", of(0x88, "03f3"), "close 1011"),
                row("7.4.1 code 1015", of(0x88, "03f7"), "fault BAD_CLOSE"),
                row("7.4.2 code 2999", of(0x88, "0bb7"), "fault BAD_CLOSE"),
                row("7.4.2 code 3000", of(0x88, "0bb8"), "close 3000"),
                row("7.4.2 code 4999", of(0x88, "1387"), "close 4999"),
                row("7.4.2 code 5000", of(0x88, "1388"), "fault BAD_CLOSE"));
    }

    private static Stream<Arguments> text() {
        return Stream.of(
                row("8.1 two, three and four bytes", of(0x81, "c3a9e282acf09f9880"), "text é€😀"),
                row(
                        "8.1 a character across fragments",
                        of(0x01, "e2").frame(0x00, "82").frame(0x80, "ac"),
                        "text €"),
                row("8.1 a lone continuation", of(0x81, "80"), NOT_UTF8),
                row("8.1 cut short", of(0x81, "e282"), NOT_UTF8),
                row(
                        "8.1 cut short in the last fragment",
                        of(0x01, "41").frame(0x80, "c3"),
                        NOT_UTF8),
                row("8.1 wrong in the first fragment", of(0x01, "ff"), NOT_UTF8),
                row("8.1 overlong '/'", of(0x81, "c0af"), NOT_UTF8),
                row("8.1 overlong in three bytes", of(0x81, "e080af"), NOT_UTF8),
                row("8.1 overlong in four bytes", of(0x81, "f08080af"), NOT_UTF8),
                row("8.1 a surrogate", of(0x81, "eda080"), NOT_UTF8),
                row("8.1 the last before the surrogates", of(0x81, "ed9fbf"), "text \ud7ff"),
                row("8.1 U+10FFFF", of(0x81, "f48fbfbf"), "text \udbff\udfff"),
                row("8.1 above U+10FFFF", of(0x81, "f4908080"), NOT_UTF8),
                row("8.1 a byte that is never UTF-8", of(0x81, "f5808080"), NOT_UTF8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReadAsTheRfcSays(String section, byte[] bytes, List<String> expected) {
        assertThat(read(bytes, bytes.length)).as("whole").isEqualTo(expected);
        assertThat(read(bytes, 1)).as("byte by byte").isEqualTo(expected);
        assertThat(readTorn(bytes, section.hashCode())).as("torn").isEqualTo(expected);
    }

    private static List<String> read(byte[] bytes, int step) {
        RecordingSink sink = new RecordingSink();
        EmbeddedChannel channel = new EmbeddedChannel(new FrameParser(sink, LIMIT));
        for (int at = 0; at < bytes.length; at += step) {
            write(channel, bytes, at, Math.min(bytes.length, at + step));
        }
        channel.finishAndReleaseAll();
        return sink.events;
    }

    private static List<String> readTorn(byte[] bytes, int seed) {
        Random random = new Random(seed);
        RecordingSink sink = new RecordingSink();
        EmbeddedChannel channel = new EmbeddedChannel(new FrameParser(sink, LIMIT));
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + random.nextInt(1, 20));
            write(channel, bytes, at, end);
            at = end;
        }
        channel.finishAndReleaseAll();
        return sink.events;
    }

    private static void write(EmbeddedChannel channel, byte[] bytes, int from, int to) {
        ByteBuf piece = Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to));
        channel.writeInbound(piece);
        assertThat(piece.refCnt()).isZero();
    }

    private static Arguments row(String section, ClientFrames frames, String... expected) {
        return arguments(section, frames.bytes(), List.of(expected));
    }

    private static ClientFrames of(int first, String hexPayload) {
        return new ClientFrames().frame(first, hexPayload);
    }

    private static ClientFrames of(int first, byte[] payload) {
        return new ClientFrames().frame(first, payload);
    }

    private static ClientFrames raw(String hex) {
        return new ClientFrames().hex(hex);
    }
}
