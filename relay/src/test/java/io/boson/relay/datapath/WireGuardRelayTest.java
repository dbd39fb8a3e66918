package io.boson.relay.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.node.NodeId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.DetachReason;
import io.boson.relay.EndReason;
import io.boson.relay.PrincipalId;
import io.boson.relay.RecordingListener;
import io.boson.relay.RecordingListener.Told;
import io.boson.relay.flow.DropCause;
import io.boson.relay.flow.Pair;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SenderBudget;
import io.boson.relay.forward.SenderBudgets;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.forward.SessionQuotas;
import io.boson.relay.udp.UdpConfig;
import io.boson.relay.wire.Train;
import io.boson.relay.wireguard.Forged;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The switch at work, over sockets of this machine, with peers that say what can be told of
/// WireGuard without a key.
class WireGuardRelayTest {

    private static final InetAddress HOME = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 10_000;
    private static final NodeId NODE = new NodeId(new UUID(1, 1));
    private static final SessionId ANN = new SessionId(new UUID(2, 1));
    private static final WireGuardKey ANNS_KEY = key(1);
    private static final WireGuardKey NODES_KEY = key(2);
    private static final ClientEnd ANNS_END = new ClientEnd(ANN, NODE, new PrincipalId("ann"));
    private static final NodeEnd NODES_END = new NodeEnd(NODE);

    @TempDir Path folder;

    private final Random random = new Random(3);
    private final RecordingListener listener = new RecordingListener();
    private Allowances allowances = Allowances.of(SendingRates.DEFAULT, 100, listener);
    private DatagramSocket client;
    private DatagramSocket node;
    private WireGuardRelay relay;

    @BeforeEach
    void open() throws Exception {
        relay = relay(0);
        client = peer();
        node = peer();
        admit();
    }

    @AfterEach
    void close() {
        client.close();
        node.close();
        relay.close();
        assertThat(relay.counters().handlerFailures()).isZero();
        assertThat(relay.counters().errandsLost()).isZero();
        assertThat(relay.failure()).isEmpty();
    }

    @Test
    void packetsGoFromUdpToUdpAndTheClientIsAttached() throws Exception {
        connect(11, 22);

        say(node, Forged.transport(11, 96));
        assertThat(hear(client)).isEqualTo(Forged.transport(11, 96));
        await().until(() -> listener.told().size() == 3);
        assertThat(listener.told(Told.NodeAttached.class))
                .extracting(Told.NodeAttached::node)
                .containsExactly(NODE);
        var attached = listener.told(Told.ClientAttached.class).getFirst();
        assertThat(attached.session()).isEqualTo(ANN);
        assertThat(attached.node()).isEqualTo(NODE);
        assertThat(listener.told(Told.ClientUsed.class))
                .singleElement()
                .satisfies(
                        used -> {
                            assertThat(used.connection()).isEqualTo(attached.connection());
                            assertThat(used.remote()).isEqualTo(client.getLocalSocketAddress());
                        });
        await().until(() -> relay.counters().datagrams().sent().packets() == 4);
    }

    @Test
    void theEndOfASessionEndsItsPacketsAndIsToldWithAllThatItCarried() throws Exception {
        connect(11, 22);
        say(node, Forged.transport(11, 96));
        hear(client);

        relay.withdraw(ANN, EndReason.EXPIRED);

        await().until(() -> !listener.told(Told.ClientDetached.class).isEmpty());
        var detached = listener.told(Told.ClientDetached.class).getFirst();
        assertThat(detached.reason()).isEqualTo(DetachReason.SESSION_EXPIRED);
        // The first packet was the proof: the attachment begins with it.
        assertThat(detached.total().packetsOut()).isEqualTo(1);
        assertThat(detached.total().bytesOut()).isEqualTo(96);
        say(client, Forged.transport(22, 64));
        assertSilent(node);
    }

    @Test
    void aClientOnAWebSocketAndANodeOnUdpReachEachOther() throws Exception {
        FakeSocket socket = new FakeSocket(7);
        relay.attached(ANNS_END, socket);

        say(node, Forged.initiation(ANNS_KEY.bytes(), 5, random));
        await().until(() -> socket.delivered.size() == 1);
        offer(ANNS_END, Forged.initiation(NODES_KEY.bytes(), 12, random));
        assertThat(hear(node)[0]).isEqualTo((byte) 1);
        say(node, Forged.response(ANNS_KEY.bytes(), 22, 12, random));
        await().until(() -> socket.delivered.size() == 2);
        offer(ANNS_END, Forged.transport(22, 80));
        assertThat(hear(node)).isEqualTo(Forged.transport(22, 80));
        say(node, Forged.transport(12, 1452));
        await().until(() -> socket.delivered.size() == 3);

        assertThat(socket.delivered.get(2).session()).isEqualTo(ANN);
        assertThat(socket.delivered.get(2).packet())
                .isEqualTo(HexFormat.of().formatHex(Forged.transport(12, 1452)));
        // Its connection tells of the client.
        assertThat(listener.told(Told.ClientAttached.class)).isEmpty();
        await().until(() -> listener.told(Told.NodeAttached.class).size() == 1);
    }

    @Test
    void aClientOnUdpReachesANodeOnAWebSocketThoughItHasAWebSocketToo() throws Exception {
        FakeSocket nodes = new FakeSocket(8);
        FakeSocket clients = new FakeSocket(9);
        relay.attached(NODES_END, nodes);
        relay.attached(ANNS_END, clients);
        // Nobody has said anything over UDP.
        assertThat(claims(NODES_END, Forged.response(ANNS_KEY.bytes(), 1, 2, random))).isFalse();

        say(client, Forged.initiation(NODES_KEY.bytes(), 11, random));
        await().until(() -> nodes.delivered.size() == 1);
        // Goes to the client's WebSocket too: who it is for is not known yet.
        assertThat(claims(NODES_END, Forged.response(ANNS_KEY.bytes(), 22, 11, random))).isFalse();
        assertThat(hear(client)[0]).isEqualTo((byte) 2);
        say(client, Forged.transport(22, 80));
        await().until(() -> nodes.delivered.size() == 2);

        // Proven: from now on all goes to where the client is.
        await().until(() -> listener.told(Told.ClientAttached.class).size() == 1);
        assertThat(claims(NODES_END, Forged.transport(11, 112))).isTrue();
        assertThat(hear(client)).isEqualTo(Forged.transport(11, 112));
        assertThat(clients.delivered).isEmpty();

        // It comes back to its WebSocket by sending there.
        assertThat(claims(ANNS_END, Forged.transport(22, 64))).isTrue();
        await().until(() -> nodes.delivered.size() == 3);
        await().until(() -> !listener.told(Told.ClientDetached.class).isEmpty());
        assertThat(claims(NODES_END, Forged.transport(11, 64))).isFalse();
    }

    @Test
    void aClientOnUdpThatLosesItsWebSocketStaysAttached() throws Exception {
        FakeSocket socket = new FakeSocket(9);
        connect(11, 22);
        relay.attached(ANNS_END, socket);
        await().until(() -> listener.told(Told.ClientAttached.class).size() == 1);

        relay.detached(ANNS_END, socket);

        await().until(() -> listener.told(Told.ClientAttached.class).size() == 2);
        var told = listener.told();
        assertThat(told.getLast()).isInstanceOf(Told.ClientUsed.class);
        assertThat(listener.told(Told.ClientAttached.class).getLast().connection())
                .isNotEqualTo(listener.told(Told.ClientAttached.class).getFirst().connection());
    }

    @Test
    void flowsGoOnAfterARestart() throws Exception {
        connect(11, 22);
        int port = relay.localAddress().getPort();
        relay.close();
        assertThat(listener.told(Told.ClientDetached.class))
                .singleElement()
                .satisfies(
                        told -> assertThat(told.reason()).isEqualTo(DetachReason.SERVER_STOPPING));

        relay = relay(port);
        admit();

        say(client, Forged.transport(22, 80));
        assertThat(hear(node)).isEqualTo(Forged.transport(22, 80));
        await().until(() -> listener.told(Told.ClientAttached.class).size() == 2);
    }

    @Test
    void flowsAreSavedWhileItRuns() throws Exception {
        connect(11, 22);
        Path file = folder.resolve("flows");

        await().until(() -> Files.exists(file));

        assertThat(new FlowTableFile(file).read(Clock.systemUTC().instant()))
                .hasValueSatisfying(found -> assertThat(found.table().handshakes()).hasSize(1));
    }

    @Test
    void aTableThatWasCutShortIsNotBelieved() throws Exception {
        connect(11, 22);
        int port = relay.localAddress().getPort();
        relay.close();
        Path file = folder.resolve("flows");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        relay = relay(port);
        admit();

        say(client, Forged.transport(22, 80));
        assertSilent(node);
    }

    /// The switch's thread and the WebSockets' loops count time from different moments.
    @Test
    void whatIsSentOnAWebSocketIsGoneOverUdp() throws Exception {
        relay.close();
        RateLimit slow = new RateLimit(16 << 10, 128 << 10);
        RateLimit usual = SendingRates.DEFAULT.node();
        allowances = Allowances.of(new SendingRates(slow, usual, usual), 100, listener);
        relay = relay(0);
        admit();
        connect(11, 22);
        SenderBudget webSocket = allowances.budgets().enter(ANNS_END, systemNow());

        await().until(
                        () -> {
                            while (webSocket.take(1, 100, systemNow())) {
                                // Until nothing is left.
                            }
                            say(client, Forged.transport(22, 1452));
                            return dropped(DropCause.RATE_LIMITED) > 0;
                        });
        // And fills up again for both.
        await().until(() -> webSocket.take(1, 100, systemNow()));
        say(node, Forged.transport(11, 96));
        assertThat(hear(client)).isEqualTo(Forged.transport(11, 96));
    }

    @Test
    void aSessionThatHasCarriedAllThatItMayIsToldAndCarriesNothingMore() throws Exception {
        relay.close();
        SessionQuotas quotas = new SessionQuotas(OptionalLong.of(1000), listener);
        allowances = new Allowances(new SenderBudgets(SendingRates.DEFAULT, 100), quotas);
        relay = relay(0);
        quotas.lives(ANN, NODE, 800);
        admit();
        connect(11, 22);
        say(node, Forged.transport(11, 192));
        assertThat(hear(client)).hasSize(192);

        say(client, Forged.transport(22, 64));

        assertSilent(node);
        await().until(() -> dropped(DropCause.QUOTA) == 1);
        assertThat(listener.spent()).containsExactly(ANN);
    }

    private long dropped(DropCause cause) {
        return relay.counters().flows().drops().getOrDefault(cause, 0L);
    }

    private static long systemNow() {
        return Ticker.systemTicker().nanoTime();
    }

    private WireGuardRelay relay(int port) throws IOException {
        WireGuardRelay opened =
                WireGuardRelay.open(
                        WireGuardRelayConfig.defaults(
                                UdpConfig.defaults(new InetSocketAddress(HOME, port)),
                                folder.resolve("flows")),
                        allowances,
                        listener,
                        Clock.systemUTC(),
                        new SecureRandom(),
                        UUID::randomUUID);
        opened.start();
        return opened;
    }

    private void admit() {
        relay.admit(
                new Pair(ANN, ANNS_KEY, NODES_KEY, Optional.empty(), Optional.empty()), ANNS_END);
        await().until(() -> relay.counters().flows().pairs() == 1);
    }

    /// The node's WireGuard has been heard; then the client's handshake and its first packet.
    private void connect(int clientsIndex, int nodesIndex) throws IOException {
        say(node, Forged.initiation(ANNS_KEY.bytes(), 5, random));
        await().until(() -> relay.counters().flows().endpoints() == 1);
        say(client, Forged.initiation(NODES_KEY.bytes(), clientsIndex, random));
        assertThat(hear(node)[0]).isEqualTo((byte) 1);
        say(node, Forged.response(ANNS_KEY.bytes(), nodesIndex, clientsIndex, random));
        assertThat(hear(client)[0]).isEqualTo((byte) 2);
        say(client, Forged.transport(nodesIndex, 32));
        assertThat(hear(node)).isEqualTo(Forged.transport(nodesIndex, 32));
    }

    private void offer(Granted from, byte[] packet) {
        Train train = train(packet);
        assertThat(relay.offer(from, ANN, train)).isTrue();
    }

    private boolean claims(Granted from, byte[] packet) {
        Train train = train(packet);
        boolean claimed = relay.claims(from, ANN, train);
        if (!claimed) {
            train.release();
        }
        return claimed;
    }

    private static Train train(byte[] packet) {
        return Train.of(Unpooled.wrappedBuffer(packet), ByteBufAllocator.DEFAULT);
    }

    private DatagramSocket peer() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, HOME);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void say(DatagramSocket from, byte[] packet) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, relay.localAddress()));
    }

    private static byte[] hear(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        at.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// Nothing came before an answer of STUN's, which is asked for after.
    private void assertSilent(DatagramSocket at) throws IOException {
        byte[] request = new byte[20];
        ByteBuffer.wrap(request)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(0x0001_0000)
                .putInt(0x2112_a442);
        await().until(
                        () ->
                                relay.counters().flows().drops().values().stream()
                                        .anyMatch(n -> n > 0));
        say(at, request);
        try {
            assertThat(hear(at)[0]).isEqualTo((byte) 1);
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("STUN was not answered", silent);
        }
    }

    private static WireGuardKey key(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return new WireGuardKey(Base64.getEncoder().encodeToString(bytes));
    }
}
