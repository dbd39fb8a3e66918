package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.boson.relay.DetachReason;
import io.boson.relay.RecordingListener.Told;
import io.boson.relay.RefusalReason;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.transport.RawPeer.Frame;
import io.boson.relay.transport.RelayFixture.Settings;
import io.boson.relay.wire.FrameFault;
import io.boson.relay.wire.RelayFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a hostile, broken or slow peer can do, on real sockets.
class RelayLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int HELD = HandshakeLimits.DEFAULT.heldBytesMax();

    @Test
    void aFrameAboveTheLimitClosesWith1009() throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            TestPeer peer = relay.attach(ANN);

            peer.binary(new byte[RelayFrame.BYTES_MAX + 1]);

            peer.expectClose(1009, "Frame above 65536 bytes");
            awaitDetached(relay, DetachReason.FRAME_TOO_LARGE);
        }
    }

    @Test
    void fragmentsThatSumUpAboveTheLimitCloseWith1009() throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            TestPeer peer = relay.attach(ANN);

            byte[] half = new byte[RelayFrame.BYTES_MAX / 2];
            peer.fragment(half, false).fragment(half, false).fragment(new byte[1], true);

            peer.expectClose(1009, "Frame above 65536 bytes");
            awaitDetached(relay, DetachReason.FRAME_TOO_LARGE);
        }
    }

    /// The claim alone is enough: nothing is allocated for it, and the peer learns why although it
    /// has only begun to send.
    @Test
    void aFrameThatOnlyClaimsToBeHugeClosesWith1009() throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            RawPeer peer = relay.raw().upgrade(ANN);
            expectGreeting(peer);

            peer.send(
                    new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x11, (byte) 0xe1, 0x3a, 0});

            expectClose(peer, 1009, "Frame above 65536 bytes");
        }
    }

    static Stream<Arguments> brokenFrames() {
        byte[] unmasked = {(byte) 0x82, 1, 7};
        return Stream.of(
                arguments("unmasked", unmasked, 1002, "Protocol error"),
                arguments("reserved bit", RawPeer.frame(0xc2, new byte[1]), 1002, "Protocol error"),
                arguments(
                        "reserved opcode",
                        RawPeer.frame(0x83, new byte[1]),
                        1002,
                        "Protocol error"),
                arguments(
                        "fragmented ping",
                        RawPeer.frame(0x09, new byte[1]),
                        1002,
                        "Protocol error"),
                arguments("long ping", RawPeer.frame(0x89, new byte[126]), 1002, "Protocol error"),
                arguments(
                        "continuation of nothing",
                        RawPeer.frame(0x80, new byte[1]),
                        1002,
                        "Protocol error"),
                arguments(
                        "text that is not UTF-8",
                        RawPeer.whole(Frame.TEXT, new byte[] {(byte) 0xc3, 0x28}),
                        1007,
                        "Text is not UTF-8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenFrames(String name, byte[] bytes, int code, String reason) throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            RawPeer peer = relay.raw().upgrade(ANN);
            expectGreeting(peer);

            peer.send(bytes);

            expectClose(peer, code, reason);
            // It does not answer, and is hung up on all the same.
            assertThat(peer.awaitEnd()).isTrue();
            awaitDetached(relay, DetachReason.PROTOCOL_ERROR);
        }
    }

    @Test
    void unreadableTextIsAnsweredSparinglyAndTooMuchOfItCloses() throws Exception {
        try (RelayFixture relay = RelayFixture.start(s -> s.faultsPerMinuteMax(20))) {
            TestPeer peer = relay.attach(ANN);
            peer.text("nonsense");
            peer.expectText("{\"type\":\"error\",\"data\":\"Frame is not valid JSON\"}");
            peer.text("{\"type\":\"parcel\",\"data\":\"AQ==\"}");
            peer.expectText("{\"type\":\"error\",\"data\":\"Field 'type' names no known frame\"}");

            for (int i = 2; i < 21; i++) {
                peer.text("[]");
            }

            TestPeer.Heard next = peer.next();
            int complaints = 0;
            while (next instanceof TestPeer.Heard.Text) {
                complaints++;
                next = peer.next();
            }
            assertThat(next).isEqualTo(new TestPeer.Heard.Closed(1008, "Too many errors"));
            assertThat(complaints).isLessThan(19);
            assertThat(relay.server.counters().frameFaults())
                    .containsEntry(FrameFault.NOT_JSON, 1L)
                    .containsEntry(FrameFault.UNKNOWN_TYPE, 1L)
                    .containsEntry(FrameFault.NOT_AN_OBJECT, 19L);
            awaitDetached(relay, DetachReason.TOO_MANY_ERRORS);
        }
    }

    @Test
    void aReaderThatNeverReadsCostsABoundedQueueAndNobodyElse() throws Exception {
        SendLimits limits = new SendLimits(128 << 10, LONG);
        try (RelayFixture relay = RelayFixture.start(s -> s.sending(limits))) {
            RawPeer deaf = relay.raw().upgrade(ANN);
            expectGreeting(deaf);
            TestPeer healthy = relay.attach(BEN);
            TestPeer node = relay.attach(NODE);
            String toDeaf = data(ANN.toString(), 8 * 1024);
            String toHealthy = data(BEN.toString(), 4);
            long mostQueued = 0;
            int rounds = 0;
            // As long as it takes to fill every buffer on the way, whatever their sizes here.
            while (relay.dropped(DropReason.QUEUE_FULL) < 50) {
                assertThat(rounds++).isLessThan(5_000);
                node.text(toDeaf).text(toHealthy);
                healthy.expectBinary(new byte[4]);
                mostQueued = Math.max(mostQueued, relay.server.counters().queuedBytes());
            }

            assertThat(mostQueued).isPositive().isLessThanOrEqualTo(2L * limits.bytesMax());
            assertThat(relay.server.counters().drops()).containsEntry(DropReason.TOO_OLD, 0L);
            deaf.close();
        }
    }

    @Test
    void whatWaitsForAReaderThatNeverReadsGrowsOldAndIsDropped() throws Exception {
        SendLimits limits = new SendLimits(1 << 20, SHORT);
        try (RelayFixture relay = RelayFixture.start(s -> s.sending(limits))) {
            RawPeer deaf = relay.raw().upgrade(ANN);
            expectGreeting(deaf);
            TestPeer node = relay.attach(NODE);
            String packet = data(ANN.toString(), 8 * 1024);
            int sent = 0;
            // Until packets wait in the queue itself; a fast sender fills it before they age.
            while (relay.dropped(DropReason.QUEUE_FULL) + relay.dropped(DropReason.TOO_OLD) == 0) {
                assertThat(sent++).isLessThan(5_000);
                node.text(packet);
            }
            node.text(packet).expectNothingButPong();

            // Nobody sends any more, and still nothing stays.
            relay.awaitCounters(counters -> counters.queuedBytes() == 0);
            assertThat(relay.dropped(DropReason.TOO_OLD)).isPositive();
            deaf.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /relay/x HTTP/1.1\r\nHost: relay\r\nX: 1"})
    void aHandshakeThatIsNotFinishedInTimeIsHungUpOn(String beginning) throws Exception {
        HandshakeLimits hasty = new HandshakeLimits(SHORT, LONG, 10, 1000, HELD);
        try (RelayFixture relay = RelayFixture.start(s -> s.handshakes(hasty))) {
            RawPeer peer = relay.raw();
            peer.send(beginning.getBytes(StandardCharsets.US_ASCII));

            assertThat(peer.awaitEnd()).isTrue();
            assertThat(relay.server.counters().handshakeFaults())
                    .containsEntry(HandshakeFault.TIMED_OUT, 1L);
        }
    }

    @Test
    void anAdmissionThatTakesTooLongIsPutOff() throws Exception {
        HandshakeLimits hasty = new HandshakeLimits(LONG, SHORT, 10, 1000, HELD);
        try (RelayFixture relay = RelayFixture.start(s -> s.handshakes(hasty))) {
            relay.admissions.hold();
            TestPeer peer = relay.connect("/relay/" + ANN, "Bearer " + FakeAdmissions.TOKEN);

            peer.expectClose(1013, "Try again later");
            assertThat(relay.server.counters().refusals())
                    .containsEntry(RefusalReason.TRY_AGAIN_LATER, 1L);
        }
    }

    @Test
    void aSocketTooManyIsTold503AndMayComeLater() throws Exception {
        try (RelayFixture relay = RelayFixture.start(s -> s.connectionsMax(1))) {
            TestPeer first = relay.attach(ANN);

            RawPeer second = relay.raw().send(RawPeer.request("/relay/" + BEN));
            assertThat(second.readHead())
                    .startsWith("HTTP/1.1 503 ")
                    .containsPattern("(?i)retry-after: ([1-9]|10)\r\n");
            assertThat(second.awaitEnd()).isTrue();
            assertThat(relay.server.counters().handshakeFaults())
                    .containsEntry(HandshakeFault.TOO_MANY_CONNECTIONS, 1L);

            first.drop();
            relay.awaitCounters(counters -> counters.clients() + counters.others() == 0);
            relay.attach(BEN);
        }
    }

    static Stream<Arguments> requestsThatAreNoUpgrade() {
        String line = "GET /relay/x HTTP/1.1\r\nHost: relay\r\n";
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String version = "Sec-WebSocket-Version: 13\r\n";
        return Stream.of(
                arguments("plain", line, 426),
                arguments("post", line.replace("GET", "POST") + upgrade + key + version, 426),
                arguments("no version", line + upgrade + key, 426),
                arguments("old version", line + upgrade + key + version.replace("13", "8"), 426),
                arguments("no key", line + upgrade + version, 426),
                arguments("short key", line + upgrade + version + key.replace("dGhl", ""), 426),
                arguments("two keys", line + upgrade + version + key + key, 426),
                arguments("no connection", line + "Upgrade: websocket\r\n" + key + version, 426),
                arguments("long line", "GET /relay/" + "x".repeat(5_000) + " HTTP/1.1\r\n", 400),
                arguments("long header", line + "X: " + "x".repeat(20_000) + "\r\n", 400),
                arguments("no http", "hello relay\r\n", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void requestsThatAreNoUpgrade(String name, String request, int status) throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            RawPeer peer = relay.raw();
            peer.send((request + "\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(peer.readHead()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(peer.awaitEnd()).isTrue();
            assertThat(relay.admissions.requests()).isEmpty();
        }
    }

    static Stream<Arguments> heartbeats() {
        return Stream.of(arguments(NODE), arguments(ANN));
    }

    @ParameterizedTest
    @MethodSource
    void heartbeats(Object id) throws Exception {
        try (RelayFixture relay = RelayFixture.start(s -> s.heartbeat(SHORT))) {
            TestPeer peer = relay.attach(id);
            String beat =
                    "{\"type\":\"heartbeat\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                    .formatted(id)
                            + "\"payload\":{\"timestamp\":1700000000000}}";

            // Longer than a silent peer would be borne: the JDK's client answers pings.
            for (int i = 0; i < 6; i++) {
                peer.expectText(beat);
            }
        }
    }

    @Test
    void aHeartbeatIsNeverAnswered() throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            TestPeer peer = relay.attach(NODE);
            String beat =
                    "{\"type\":\"heartbeat\",\"sessionId\":\"%s\",\"payload\":{}}".formatted(NODE);

            peer.text(beat).text(beat).text(beat);

            peer.expectNothingButPong();
        }
    }

    @Test
    void aPeerThatIsSilentForThreeIntervalsIsClosed() throws Exception {
        UnaryOperator<Settings> quick = s -> s.heartbeat(SHORT);
        try (RelayFixture relay = RelayFixture.start(quick)) {
            RawPeer peer = relay.raw().upgrade(ANN);

            Frame frame = peer.readFrame();
            for (int signs = 0; frame.opcode() != Frame.CLOSE; signs++) {
                assertThat(signs).isLessThan(20);
                frame = peer.readFrame();
            }

            assertThat(frame.closeCode()).isEqualTo(1008);
            assertThat(frame.closeReason()).isEqualTo("No sign of life");
            awaitDetached(relay, DetachReason.SILENT);
        }
    }

    private static void expectGreeting(RawPeer peer) throws Exception {
        assertThat(peer.readFrame().opcode()).isEqualTo(Frame.TEXT);
    }

    private static void expectClose(RawPeer peer, int code, String reason) throws Exception {
        Frame frame = peer.readFrame();
        assertThat(frame.opcode()).isEqualTo(Frame.CLOSE);
        assertThat(frame.closeCode()).isEqualTo(code);
        assertThat(frame.closeReason()).isEqualTo(reason);
    }

    private static void awaitDetached(RelayFixture relay, DetachReason reason) {
        await().untilAsserted(
                        () ->
                                assertThat(relay.listener.told(Told.ClientDetached.class))
                                        .extracting(Told.ClientDetached::reason)
                                        .containsExactly(reason));
    }

    /// So many zero bytes for a session.
    private static String data(String session, int length) {
        return ("{\"type\":\"data\",\"sessionId\":\"%s\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[%s0]}}")
                .formatted(session, "0,".repeat(length - 1));
    }
}
