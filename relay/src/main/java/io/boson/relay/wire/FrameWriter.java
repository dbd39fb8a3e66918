package io.boson.relay.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.boson.events.session.SessionId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/// [RelayFrame.Outgoing] to the bytes of a text frame. The shapes are drawn there and at
/// [PacketForm].
public final class FrameWriter {

    private static final byte[] DATA_HEAD = ascii("{\"type\":\"data\",\"sessionId\":\"");
    private static final byte[] TO_NODE = ascii("\",\"direction\":\"client-to-node\",\"payload\":");
    private static final byte[] TO_CLIENT =
            ascii("\",\"direction\":\"node-to-client\",\"payload\":");
    private static final byte[] BUFFER_HEAD = ascii("{\"type\":\"Buffer\",\"data\":[");
    private static final byte[] BUFFER_TAIL = ascii("]}}");
    private static final byte[] BASE64_TAIL = ascii("\"}");
    private static final byte[] PACKET_HEAD = ascii("{\"type\":\"packet\",\"data\":\"");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// Everything but the packet.
    private static final int HEAD_MAX = 160;

    /// Three digits and a comma.
    private static final int DIGITS_MAX = 4;

    /// Per byte value its digits and a comma, first character in the highest byte of the int.
    private static final int[] DIGITS = new int[256];

    /// Per byte value how many of those four bytes count.
    private static final byte[] DIGITS_LENGTH = new byte[256];

    static {
        for (int value = 0; value < 256; value++) {
            byte[] text = ascii(value + ",");
            for (int i = 0; i < DIGITS_MAX; i++) {
                DIGITS[value] = DIGITS[value] << 8 | (i < text.length ? text[i] : 0);
            }
            DIGITS_LENGTH[value] = (byte) text.length;
        }
    }

    private FrameWriter() {}

    /// Whom a packet goes to.
    public enum Toward {
        NODE,
        CLIENT
    }

    /// A new buffer with one JSON object. The packet's own buffer is read, not released.
    ///
    /// @param form neither [PacketForm#RAW] nor [PacketForm#CHANNEL], which are no text
    public static ByteBuf packet(
            SessionId session,
            ByteBuf packet,
            PacketForm form,
            Toward toward,
            ByteBufAllocator buffers) {
        int length = packet.readableBytes();
        if (form == PacketForm.RAW || form == PacketForm.CHANNEL) {
            throw new IllegalArgumentException(form + " is no text");
        }
        ByteBuf out = buffers.buffer(HEAD_MAX + DIGITS_MAX * (length + 1));
        return switch (form) {
            case BUFFER -> {
                head(out, session, toward);
                yield numbers(out.writeBytes(BUFFER_HEAD), packet).writeBytes(BUFFER_TAIL);
            }
            case BASE64 -> {
                head(out, session, toward);
                yield base64(out.writeByte('"'), packet).writeBytes(BASE64_TAIL);
            }
            case PACKET, RAW, CHANNEL ->
                    base64(out.writeBytes(PACKET_HEAD), packet).writeBytes(BASE64_TAIL);
        };
    }

    /// A new buffer with one JSON object.
    public static ByteBuf text(RelayFrame.Notice frame, ByteBufAllocator buffers) {
        return switch (frame) {
            case RelayFrame.Connected(var id) ->
                    utf8(buffers, control(id, "{\"action\":\"connected\"}"));
            case RelayFrame.SessionEnded(var session) ->
                    utf8(buffers, control(session, "{\"action\":\"disconnect\"}"));
            case RelayFrame.Channel(var session, var number) ->
                    utf8(
                            buffers,
                            control(
                                    session,
                                    "{\"action\":\"channel\",\"channel\":%s}"
                                            .formatted(Integer.toUnsignedString(number))));
            case RelayFrame.Reconnect reconnect -> utf8(buffers, reconnect(reconnect));
            case RelayFrame.Drain(var id, var node, var until) ->
                    utf8(
                            buffers,
                            control(
                                    id,
                                    "{\"action\":\"drain\",\"nodeId\":\"%s\",\"until\":\"%s\"}"
                                            .formatted(node, TIME.format(until))));
            case RelayFrame.Beat(var id, var epochMillis) ->
                    utf8(buffers, beat(id, "{\"timestamp\":" + epochMillis + "}"));
            case RelayFrame.PongBack() -> utf8(buffers, "{\"type\":\"pong\"}");
            case RelayFrame.Complaint(var text) ->
                    utf8(buffers, "{\"type\":\"error\",\"data\":\"" + escaped(text) + "\"}");
        };
    }

    private static void head(ByteBuf out, SessionId session, Toward toward) {
        out.writeBytes(DATA_HEAD);
        ByteBufUtil.writeAscii(out, session.toString());
        out.writeBytes(
                switch (toward) {
                    case NODE -> TO_NODE;
                    case CLIENT -> TO_CLIENT;
                });
    }

    private static ByteBuf base64(ByteBuf out, ByteBuf packet) {
        byte[] bytes = ByteBufUtil.getBytes(packet, packet.readerIndex(), packet.readableBytes());
        return out.writeBytes(Base64.getEncoder().encode(bytes));
    }

    /// Writes four bytes per value and steps back over those that do not count: no branch on the
    /// number of digits, and no intermediate text.
    private static ByteBuf numbers(ByteBuf out, ByteBuf packet) {
        int length = packet.readableBytes();
        int at = out.writerIndex();
        int from = packet.readerIndex();
        for (int i = 0; i < length; i++) {
            int value = packet.getByte(from + i) & 0xff;
            out.setInt(at, DIGITS[value]);
            at += DIGITS_LENGTH[value];
        }
        // The last comma gives way to the bracket.
        return out.writerIndex(length == 0 ? at : at - 1);
    }

    private static String reconnect(RelayFrame.Reconnect frame) {
        String where = frame.url().map(url -> ",\"url\":\"" + escaped(url) + '"').orElse("");
        return control(
                frame.id(),
                "{\"action\":\"reconnect\",\"afterMs\":" + frame.afterMs() + where + "}");
    }

    private static String control(Object id, String payload) {
        return "{\"type\":\"control\",\"sessionId\":\""
                + id
                + "\",\"direction\":\"server\",\"payload\":"
                + payload
                + "}";
    }

    private static String beat(Object id, String payload) {
        return "{\"type\":\"heartbeat\",\"sessionId\":\""
                + id
                + "\",\"direction\":\"server\",\"payload\":"
                + payload
                + "}";
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static ByteBuf utf8(ByteBufAllocator buffers, String text) {
        return ByteBufUtil.writeUtf8(buffers, text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
