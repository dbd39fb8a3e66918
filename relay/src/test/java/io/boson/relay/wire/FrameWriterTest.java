package io.boson.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.wire.FrameWriter.Toward;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameWriterTest {

    private static final String ID = "0b501e7e-0000-4000-8000-00000000000a";
    private static final UUID UUID_OF_ID = UUID.fromString(ID);

    static Stream<Arguments> frames() {
        return Stream.of(
                arguments(
                        new RelayFrame.Connected(UUID_OF_ID),
                        "{\"type\":\"control\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"server\","
                                + "\"payload\":{\"action\":\"connected\"}}"),
                arguments(
                        new RelayFrame.SessionEnded(SessionId.of(ID)),
                        "{\"type\":\"control\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"server\","
                                + "\"payload\":{\"action\":\"disconnect\"}}"),
                arguments(
                        new RelayFrame.Reconnect(
                                UUID_OF_ID, 2500, Optional.of("wss://r.example:3001/relay/" + ID)),
                        "{\"type\":\"control\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"server\","
                                + "\"payload\":{\"action\":\"reconnect\",\"afterMs\":2500,"
                                + "\"url\":\"wss://r.example:3001/relay/"
                                + ID
                                + "\"}}"),
                arguments(
                        new RelayFrame.Reconnect(UUID_OF_ID, 2500, Optional.empty()),
                        "{\"type\":\"control\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"server\","
                                + "\"payload\":{\"action\":\"reconnect\",\"afterMs\":2500}}"),
                arguments(
                        new RelayFrame.Drain(
                                UUID_OF_ID,
                                NodeId.of("0b501e7e-0000-4000-8000-00000000000b"),
                                Instant.parse("2026-01-02T03:04:05Z")),
                        "{\"type\":\"control\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"server\","
                                + "\"payload\":{\"action\":\"drain\","
                                + "\"nodeId\":\"0b501e7e-0000-4000-8000-00000000000b\","
                                + "\"until\":\"2026-01-02T03:04:05.000Z\"}}"),
                arguments(
                        new RelayFrame.Beat(UUID_OF_ID, 1_700_000_000_123L),
                        "{\"type\":\"heartbeat\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"server\","
                                + "\"payload\":{\"timestamp\":1700000000123}}"),
                arguments(new RelayFrame.PongBack(), "{\"type\":\"pong\"}"),
                arguments(
                        new RelayFrame.Complaint("Say \"please\""),
                        "{\"type\":\"error\",\"data\":\"Say \\\"please\\\"\"}"));
    }

    static Stream<Arguments> packets() {
        return Stream.of(
                arguments(
                        PacketForm.PACKET,
                        Toward.CLIENT,
                        "{\"type\":\"packet\",\"data\":\"AAkKY2T/\"}"),
                arguments(
                        PacketForm.BASE64,
                        Toward.CLIENT,
                        "{\"type\":\"data\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"node-to-client\","
                                + "\"payload\":\"AAkKY2T/\"}"),
                arguments(
                        PacketForm.BUFFER,
                        Toward.NODE,
                        "{\"type\":\"data\",\"sessionId\":\""
                                + ID
                                + "\","
                                + "\"direction\":\"client-to-node\","
                                + "\"payload\":{\"type\":\"Buffer\","
                                + "\"data\":[0,9,10,99,100,255]}}"));
    }

    @ParameterizedTest
    @MethodSource
    void frames(RelayFrame.Notice frame, String expected) {
        ByteBuf json = FrameWriter.text(frame, UnpooledByteBufAllocator.DEFAULT);
        assertThat(json.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        json.release();
    }

    @ParameterizedTest
    @MethodSource
    void packets(PacketForm form, Toward toward, String expected) {
        assertThat(text(packet(0, 9, 10, 99, 100, 255), form, toward)).isEqualTo(expected);
    }

    @Test
    void everyByteComesBackFromTheReader() {
        ByteBuf packet = Unpooled.buffer();
        for (int value = 0; value < 256; value++) {
            packet.writeByte(value);
        }
        ByteBuf json =
                FrameWriter.packet(
                        SessionId.of(ID),
                        packet,
                        PacketForm.BUFFER,
                        Toward.NODE,
                        UnpooledByteBufAllocator.DEFAULT);

        assertThat(FrameReader.read(json))
                .isInstanceOfSatisfying(
                        RelayFrame.Data.class,
                        data ->
                                assertThat(ByteBufUtil.getBytes(data.packet()))
                                        .isEqualTo(ByteBufUtil.getBytes(packet)));
        json.release();
    }

    @Test
    void theLongestPacketFitsAndStaysTheCallers() {
        ByteBuf packet = Unpooled.wrappedBuffer(new byte[RelayFrame.BYTES_MAX]);
        for (int i = 0; i < packet.capacity(); i++) {
            packet.setByte(i, 200);
        }

        String text = text(packet, PacketForm.BUFFER, Toward.NODE);

        assertThat(text).contains("\"data\":[200,200,").endsWith(",200,200]}}");
        assertThat(packet.refCnt()).isEqualTo(1);
        assertThat(packet.readableBytes()).isEqualTo(RelayFrame.BYTES_MAX);
    }

    private static ByteBuf packet(int... bytes) {
        ByteBuf packet = Unpooled.buffer();
        for (int b : bytes) {
            packet.writeByte(b);
        }
        return packet;
    }

    private static String text(ByteBuf packet, PacketForm form, Toward toward) {
        ByteBuf json =
                FrameWriter.packet(
                        SessionId.of(ID), packet, form, toward, UnpooledByteBufAllocator.DEFAULT);
        try {
            return json.toString(StandardCharsets.UTF_8);
        } finally {
            json.release();
        }
    }
}
