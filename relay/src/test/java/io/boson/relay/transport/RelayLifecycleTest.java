package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.CAT;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boson.events.session.SessionId;
import io.boson.relay.DetachReason;
import io.boson.relay.EndReason;
import io.boson.relay.RecordingListener;
import io.boson.relay.RecordingListener.Told;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ends brought about by the control plane, by control frames and by stopping.
class RelayLifecycleTest {

    private final RelayFixture relay;

    RelayLifecycleTest() throws Exception {
        relay = RelayFixture.start();
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
    }

    @Test
    void endingASessionClosesItsSocketAndTellsTheNode() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer ann = relay.attach(ANN);
        TestPeer ben = relay.attach(BEN);

        relay.server.endSession(ANN, EndReason.EXPIRED);

        ann.expectClose(1000, "Session ended");
        node.expectText(
                "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                .formatted(ANN)
                        + "\"payload\":{\"action\":\"disconnect\"}}");
        ben.expectNothingButPong();
        node.expectNothingButPong();
        awaitClientDetached(DetachReason.SESSION_EXPIRED);
    }

    @Test
    void aSessionThatExpiresWhileItsClientSendsEndsAllTheSame() throws Exception {
        TestPeer node = relay.attach(NODE);
        RawPeer ann = relay.raw().upgrade(ANN);
        assertThat(ann.readFrame().text()).contains("connected");
        byte[] frames = RawPeer.whole(RawPeer.Frame.BINARY, new byte[] {4, 0, 0, 0});
        for (int i = 0; i < 200; i++) {
            ann.send(frames);
            if (i == 100) {
                relay.server.endSession(ANN, EndReason.EXPIRED);
            }
        }

        awaitClientDetached(DetachReason.SESSION_EXPIRED);
        RawPeer.Frame close = ann.readFrame();
        assertThat(close.closeCode()).isEqualTo(1000);
        assertThat(close.closeReason()).isEqualTo("Session ended");
        String ended =
                "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                .formatted(ANN)
                        + "\"payload\":{\"action\":\"disconnect\"}}";
        TestPeer.Heard heard = node.next();
        while (!heard.equals(new TestPeer.Heard.Text(ended))) {
            heard = node.next();
        }
    }

    @Test
    void endingANodeClosesItsSocketAndLeavesItsClients() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer ann = relay.attach(ANN);

        relay.server.endNode(NODE);

        node.expectClose(1008, "Node removed");
        ann.expectNothingButPong();
        await().until(() -> relay.listener.told(Told.NodeDetached.class).size() == 1);
        assertThat(relay.listener.told(Told.NodeDetached.class).getFirst().reason())
                .isEqualTo(DetachReason.NODE_REMOVED);
    }

    @Test
    void aDrainIsSaidToTheNodeAndItsClientsAndToNewcomersAfterTheirGreeting() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer ann = relay.attach(ANN);

        relay.server.drainNode(NODE, Instant.parse("2026-01-02T03:04:05.678Z"));
        node.expectText(drainOf(NODE));
        ann.expectText(drainOf(ANN));
        TestPeer ben = relay.attach(BEN);
        ben.expectText(drainOf(BEN));
        ben.expectNothingButPong();

        relay.server.resumeNode(NODE);
        relay.attach(CAT).expectNothingButPong();
    }

    @Test
    void endsOfTheUnknownAreFine() throws Exception {
        relay.server.endSession(new SessionId(new UUID(7, 7)), EndReason.CLOSED);
        relay.server.endNode(NODE);

        relay.attach(NODE).expectNothingButPong();
    }

    @Test
    void aClientThatDisconnectsIsClosedAndMayComeBack() throws Exception {
        TestPeer client = relay.attach(ANN);

        client.text("{\"type\":\"control\",\"payload\":{\"action\":\"connect\"}}");
        client.expectNothingButPong();
        client.text("{\"type\":\"control\",\"payload\":{\"action\":\"disconnect\"}}");

        client.expectClose(1000, "Disconnected");
        awaitClientDetached(DetachReason.DISCONNECTED);
        relay.attach(ANN).expectNothingButPong();
    }

    @Test
    void aNodeDisconnectsItselfOrOneOfItsClients() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer ann = relay.attach(ANN);
        String named =
                "{\"type\":\"control\",\"sessionId\":\"%s\","
                        + "\"payload\":{\"action\":\"disconnect\"}}";

        node.text(named.formatted(ANN));
        ann.expectClose(1000, "Disconnected");
        node.text(named.formatted(BEN));
        node.expectText("{\"type\":\"error\",\"data\":\"Unknown session\"}");
        node.text(named.formatted(NODE));
        node.expectClose(1000, "Disconnected");
    }

    @Test
    void stoppingSaysWhenToReconnectThenClosesEverySocket() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);
        relay.admissions.hold();
        TestPeer unknown = relay.connect("/relay/" + BEN, "Bearer " + FakeAdmissions.TOKEN);
        RawPeer halfOpen = relay.raw();
        relay.awaitCounters(counters -> counters.others() == 2);

        relay.server.stop();

        List<Long> waits = new ArrayList<>();
        waits.add(reconnectAfter(client, ANN));
        waits.add(reconnectAfter(node, NODE));
        client.expectClose(1001, "Server going away");
        node.expectClose(1001, "Server going away");
        unknown.expectClose(1001, "Server going away");
        assertThat(halfOpen.awaitEnd()).isTrue();
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(0L, 9_999L));
        assertThat(waits).doesNotHaveDuplicates();
        // Without waiting: stop has returned.
        assertThat(relay.listener.told(Told.ClientDetached.class))
                .extracting(Told.ClientDetached::reason)
                .containsExactly(DetachReason.SERVER_STOPPING);
        assertThat(relay.listener.told(Told.NodeDetached.class))
                .extracting(Told.NodeDetached::reason)
                .containsExactly(DetachReason.SERVER_STOPPING);
        assertThatThrownBy(relay.server::port).isInstanceOf(IllegalStateException.class);
        relay.server.stop();
    }

    @Test
    void theMoreThereAreTheLongerTheReturnOfThoseSentAwayIsSpread() throws Exception {
        HandshakeLimits slow =
                new HandshakeLimits(
                        Duration.ofSeconds(30), Duration.ofSeconds(30), 256, 5, 256 << 10);
        try (RelayFixture crowded =
                RelayFixture.start(s -> s.connectionsMax(400).handshakes(slow))) {
            List<TestPeer> peers = new ArrayList<>();
            List<SessionId> ids = List.of(ANN, BEN, CAT);
            for (SessionId id : ids) {
                peers.add(crowded.attach(id));
            }
            for (int i = 0; i < 300; i++) {
                var _ = crowded.raw();
            }
            crowded.awaitCounters(counters -> counters.others() == 300);

            crowded.server.stop();

            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                waits.add(reconnectAfter(peers.get(i), ids.get(i)));
            }
            // 303 at half of five a second.
            assertThat(waits).allMatch(wait -> wait < 121_200).anyMatch(wait -> wait >= 10_000);
        }
    }

    @Test
    void aPeerThatDoesNotAnswerDoesNotKeepItFromStopping() throws Exception {
        RawPeer mute = relay.raw().upgrade(ANN);

        relay.server.stop();

        assertThat(mute.awaitEnd()).isTrue();
        assertThat(relay.server.counters().clients()).isZero();
    }

    @Test
    void aBusyPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RelayServer second = server("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(second::start)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use");
            second.stop();
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        // TEST-NET-1 and a name that RFC 6761 keeps from ever existing.
        assertThatThrownBy(server("192.0.2.1", 4711)::start)
                .isInstanceOf(BindException.class)
                .hasMessageContaining("192.0.2.1:4711");
        assertThatThrownBy(server("nowhere.invalid", 4711)::start)
                .isInstanceOf(BindException.class)
                .hasMessageContaining("nowhere.invalid:4711")
                .hasMessageContaining("no such host");
    }

    @Test
    void itStartsOnce() {
        assertThatThrownBy(relay.server::start).isInstanceOf(IllegalStateException.class);
    }

    private static RelayServer server(String host, int port) {
        return new RelayServer(
                RelayConfig.defaults(host, port),
                new FakeAdmissions(),
                new RecordingListener(),
                Clock.systemUTC(),
                new Random(1),
                UUID::randomUUID);
    }

    private static String drainOf(Object id) {
        return "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\",".formatted(id)
                + "\"payload\":{\"action\":\"drain\",\"nodeId\":\"%s\",".formatted(NODE)
                + "\"until\":\"2026-01-02T03:04:05.678Z\"}}";
    }

    private void awaitClientDetached(DetachReason reason) {
        await().until(() -> relay.listener.told(Told.ClientDetached.class).size() == 1);
        assertThat(relay.listener.told(Told.ClientDetached.class).getFirst().reason())
                .isEqualTo(reason);
    }

    private static long reconnectAfter(TestPeer peer, Object id) throws Exception {
        String head =
                "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\",".formatted(id)
                        + "\"payload\":{\"action\":\"reconnect\",\"afterMs\":";
        TestPeer.Heard heard = peer.next();
        assertThat(heard).isInstanceOf(TestPeer.Heard.Text.class);
        String text = ((TestPeer.Heard.Text) heard).text();
        assertThat(text).startsWith(head).endsWith("}}");
        return Long.parseLong(text.substring(head.length(), text.length() - 2));
    }
}
