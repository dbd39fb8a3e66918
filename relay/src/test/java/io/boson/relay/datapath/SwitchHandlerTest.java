package io.boson.relay.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.DetachReason;
import io.boson.relay.EndReason;
import io.boson.relay.PrincipalId;
import io.boson.relay.RecordingListener;
import io.boson.relay.RecordingListener.Told;
import io.boson.relay.Traffic;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.Lifetimes;
import io.boson.relay.flow.Pair;
import io.boson.relay.flow.SessionTraffic;
import io.boson.relay.flow.Side;
import io.boson.relay.flow.SwitchEvent;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.udp.DatagramBatch;
import io.boson.relay.udp.UdpConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the switch's thread tells of who is on UDP, with time in the test's hands and no socket.
class SwitchHandlerTest {

    private static final NodeId NODE = new NodeId(new UUID(1, 1));
    private static final SessionId ANN = new SessionId(new UUID(2, 1));
    private static final SessionId BEN = new SessionId(new UUID(2, 2));
    private static final Endpoint.Udp NODES_PLACE = new Endpoint.Udp(0, 0xffff_c000_0201L, 1);
    private static final Endpoint.Udp CLIENTS_PLACE = new Endpoint.Udp(0, 0xffff_c000_0202L, 2);
    private static final Endpoint.WebSocket SOCKET = new Endpoint.WebSocket(9, 9);
    private static final Whose ANNS_END = new Whose.Client(ANN);
    private static final Whose NODES_END = new Whose.Node(NODE);

    @TempDir Path folder;

    private final RecordingListener listener = new RecordingListener();
    private final DatagramBatch nothing = DatagramBatch.toSend(1, 64);
    private final FakeSocket webSocket = new FakeSocket(7);
    private Intray intray;
    private SwitchHandler handler;
    private long now = 1_000_000;
    private long ids;

    @BeforeEach
    void start() {
        WireGuardRelayConfig config =
                WireGuardRelayConfig.defaults(
                        UdpConfig.defaults(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        folder.resolve("flows"));
        intray = new Intray(config.inbound());
        handler =
                new SwitchHandler(
                        new WireGuardRelay.Parts(
                                config,
                                Allowances.of(SendingRates.DEFAULT, 16, listener),
                                listener,
                                () -> new UUID(0, ++ids)),
                        new Ways(),
                        intray,
                        new Departures(intray),
                        new FlowTableWriter(
                                new FlowTableFile(config.flowTable()), Clock.systemUTC()),
                        new Random(1),
                        now);
        admit(ANN, 1);
        admit(BEN, 2);
    }

    @AfterEach
    void nothingIsWrittenAfterwards() {
        handler.end();
    }

    @Test
    void aClientThatFellSilentWasGoneAtItsLastPacket() {
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        long last = now;
        now += Lifetimes.IDLE.plusMillis(700).toNanos();

        idle(ANN, last);

        assertThat(listener.told(Told.ClientDetached.class))
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.reason()).isEqualTo(DetachReason.SILENT);
                            assertThat(told.ago()).isEqualTo(Lifetimes.IDLE.plusMillis(700));
                        });
    }

    /// Otherwise its session would expire at once.
    @Test
    void aClientThatFellSilentOverUdpIsStillAtItsWebSocket() {
        run(new Errand.Open(ANNS_END, webSocket));
        open(ANN, CLIENTS_PLACE, NODES_PLACE);

        idle(ANN, now);

        assertThat(clients()).isEqualTo("+1 +7 -1 ");
        run(new Errand.Close(ANNS_END, webSocket));
        assertThat(clients()).isEqualTo("+1 +7 -1 -7 ");
    }

    @Test
    void aClientThatCameBackToItsWebSocketIsThere() {
        run(new Errand.Open(ANNS_END, webSocket));
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        tell(new SwitchEvent.Moved(ANN, Side.CLIENT, CLIENTS_PLACE, SOCKET));
        assertThat(clients()).isEqualTo("+1 +7 -1 ");

        // Its next one may have been told before.
        run(new Errand.Open(ANNS_END, new FakeSocket(8)));
        assertThat(clients()).isEqualTo("+1 +7 -1 +8 ");
    }

    @Test
    void anEndThatSomebodyBringsAboutIsNow() {
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        now += Duration.ofSeconds(100).toNanos();

        run(new Errand.Withdraw(ANN, EndReason.CLOSED));

        assertThat(listener.told(Told.ClientDetached.class))
                .extracting(Told.ClientDetached::ago)
                .containsExactly(Duration.ZERO);
    }

    @Test
    void aNodeOnUdpIsAttachedFromItsFirstFlowToItsLast() {
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        open(BEN, CLIENTS_PLACE, NODES_PLACE);
        assertThat(nodes()).isEqualTo("+");

        idle(ANN, now);
        assertThat(nodes()).isEqualTo("+");
        run(new Errand.Withdraw(BEN, EndReason.EXPIRED));

        assertThat(nodes()).isEqualTo("+-");
        assertThat(listener.told(Told.NodeDetached.class))
                .extracting(Told.NodeDetached::reason)
                .containsExactly(DetachReason.SESSION_EXPIRED);
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        assertThat(nodes()).isEqualTo("+-+");
    }

    @Test
    void aNodeOnAWebSocketIsAttachedByItAndNotTwice() {
        run(new Errand.Open(NODES_END, webSocket));
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        assertThat(nodes()).isEmpty();

        run(new Errand.Close(NODES_END, webSocket));
        assertThat(nodes()).isEqualTo("+");

        run(new Errand.Open(NODES_END, webSocket));
        assertThat(nodes()).isEqualTo("+-");
        assertThat(listener.told(Told.NodeDetached.class))
                .extracting(Told.NodeDetached::reason)
                .containsExactly(DetachReason.REPLACED);
    }

    @Test
    void aNodeThatMovesToItsWebSocketIsNoLongerOnUdp() {
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        tell(new SwitchEvent.Moved(ANN, Side.NODE, NODES_PLACE, SOCKET));
        assertThat(nodes()).isEqualTo("+-");

        tell(new SwitchEvent.Moved(ANN, Side.NODE, SOCKET, NODES_PLACE));
        assertThat(nodes()).isEqualTo("+-+");
    }

    @Test
    void theEndOfTheRelayEndsAllAttachments() {
        open(ANN, CLIENTS_PLACE, NODES_PLACE);
        open(BEN, SOCKET, NODES_PLACE);

        handler.end();

        assertThat(nodes()).isEqualTo("+-");
        assertThat(listener.told(Told.NodeDetached.class))
                .extracting(Told.NodeDetached::reason)
                .containsExactly(DetachReason.SERVER_STOPPING);
        assertThat(listener.told(Told.ClientDetached.class)).hasSize(1);
    }

    /// Begun and ended, by the connections' numbers.
    private String clients() {
        StringBuilder seen = new StringBuilder();
        for (Told told : listener.told()) {
            switch (told) {
                case Told.ClientAttached _ -> seen.append('+').append(number(told)).append(' ');
                case Told.ClientDetached _ -> seen.append('-').append(number(told)).append(' ');
                case Told.ClientUsed _, Told.NodeAttached _, Told.NodeDetached _ -> {}
            }
        }
        return seen.toString();
    }

    private static long number(Told told) {
        return told.connection().value().getLeastSignificantBits();
    }

    private String nodes() {
        StringBuilder seen = new StringBuilder();
        for (Told told : listener.told()) {
            switch (told) {
                case Told.NodeAttached _ -> seen.append('+');
                case Told.NodeDetached _ -> seen.append('-');
                case Told.ClientAttached _, Told.ClientUsed _, Told.ClientDetached _ -> {}
            }
        }
        return seen.toString();
    }

    private void admit(SessionId session, int key) {
        Pair pair = new Pair(session, key(key), key(11), Optional.empty(), Optional.empty());
        run(new Errand.Admit(pair, new ClientEnd(session, NODE, new PrincipalId("one"))));
    }

    private void open(SessionId session, Endpoint client, Endpoint node) {
        tell(new SwitchEvent.Opened(session, client, node));
    }

    private void idle(SessionId session, long passedAt) {
        tell(
                new SwitchEvent.Idle(
                        session, new SessionTraffic(session, Traffic.NONE, false, passedAt)));
    }

    private void tell(SwitchEvent event) {
        handler.on(event);
        handler.handle(nothing, now);
    }

    private void run(Errand errand) {
        intray.offer(errand);
        handler.handle(nothing, now);
    }

    private static WireGuardKey key(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return new WireGuardKey(Base64.getEncoder().encodeToString(bytes));
    }
}
