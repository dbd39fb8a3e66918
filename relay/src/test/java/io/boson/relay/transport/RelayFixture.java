package io.boson.relay.transport;

import static org.awaitility.Awaitility.await;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.RecordingListener;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.Crossing;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SenderBudgets;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.forward.SessionQuotas;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/// A running relay on loopback with faked neighbours. One node, three sessions of it, another node
/// with one.
final class RelayFixture implements AutoCloseable {

    static final NodeId NODE = new NodeId(UUID.fromString("00000000-0000-4000-8000-0000000000aa"));
    static final NodeId OTHER_NODE =
            new NodeId(UUID.fromString("00000000-0000-4000-8000-0000000000bb"));
    static final SessionId ANN = session(1);
    static final SessionId BEN = session(2);
    static final SessionId CAT = session(3);
    static final SessionId OTHERS = session(9);

    static {
        // On a busy machine the usual ten seconds are soon over.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    static final long NOW_MILLIS = 1_700_000_000_000L;

    /// Settings as a test wants them; the rest are the defaults.
    record Settings(
            int connectionsMax,
            HandshakeLimits handshakes,
            SendLimits sending,
            SendingRates rates,
            Duration heartbeat,
            int faultsPerMinuteMax) {

        static final Settings DEFAULT =
                new Settings(
                        100,
                        HandshakeLimits.DEFAULT,
                        // On a busy machine a second is soon over.
                        new SendLimits(1 << 20, Duration.ofSeconds(60)),
                        SendingRates.DEFAULT,
                        Duration.ofSeconds(30),
                        120);

        Settings connectionsMax(int max) {
            return new Settings(max, handshakes, sending, rates, heartbeat, faultsPerMinuteMax);
        }

        Settings handshakes(HandshakeLimits limits) {
            return new Settings(
                    connectionsMax, limits, sending, rates, heartbeat, faultsPerMinuteMax);
        }

        Settings sending(SendLimits limits) {
            return new Settings(
                    connectionsMax, handshakes, limits, rates, heartbeat, faultsPerMinuteMax);
        }

        Settings rates(SendingRates wanted) {
            return new Settings(
                    connectionsMax, handshakes, sending, wanted, heartbeat, faultsPerMinuteMax);
        }

        Settings heartbeat(Duration interval) {
            return new Settings(
                    connectionsMax, handshakes, sending, rates, interval, faultsPerMinuteMax);
        }

        Settings faultsPerMinuteMax(int max) {
            return new Settings(connectionsMax, handshakes, sending, rates, heartbeat, max);
        }

        RelayConfig on(int port) {
            return new RelayConfig(
                    "127.0.0.1",
                    port,
                    2,
                    connectionsMax,
                    handshakes,
                    sending,
                    rates,
                    heartbeat,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    faultsPerMinuteMax,
                    new Security.Plain());
        }
    }

    final FakeAdmissions admissions = new FakeAdmissions();
    final RecordingListener listener = new RecordingListener();
    final SessionQuotas quotas;
    final RelayServer server;
    private final AtomicLong ids = new AtomicLong();
    private final List<Closeable> peers = new ArrayList<>();

    RelayFixture(Transport transport, UnaryOperator<Settings> change) throws IOException {
        this(transport, change, new Security.Plain(), OptionalLong.empty());
    }

    RelayFixture(Transport transport, UnaryOperator<Settings> change, Security security)
            throws IOException {
        this(transport, change, security, OptionalLong.empty());
    }

    private RelayFixture(
            Transport transport,
            UnaryOperator<Settings> change,
            Security security,
            OptionalLong quota)
            throws IOException {
        quotas = new SessionQuotas(quota, listener);
        RelayConfig config = change.apply(Settings.DEFAULT).on(0).with(security);
        admissions.node(NODE);
        admissions.node(OTHER_NODE);
        admissions.client(ANN, NODE);
        admissions.client(BEN, NODE);
        admissions.client(CAT, NODE);
        admissions.client(OTHERS, OTHER_NODE);
        server =
                new RelayServer(
                        config,
                        admissions,
                        listener,
                        Crossing.none(),
                        new Allowances(new SenderBudgets(config.rates(), 100), quotas),
                        Clock.fixed(Instant.ofEpochMilli(NOW_MILLIS), ZoneOffset.UTC),
                        new Random(1),
                        () -> new UUID(0, ids.incrementAndGet()),
                        () -> transport);
        server.start();
    }

    /// @param bytes that each session may carry
    static RelayFixture withQuota(long bytes) throws IOException {
        return new RelayFixture(
                Transport.best(), s -> s, new Security.Plain(), OptionalLong.of(bytes));
    }

    static RelayFixture start() throws IOException {
        return start(settings -> settings);
    }

    static RelayFixture start(UnaryOperator<Settings> change) throws IOException {
        return new RelayFixture(Transport.best(), change);
    }

    static String greeting(Object id) {
        return "{\"type\":\"control\",\"sessionId\":\""
                + id
                + "\",\"direction\":\"server\",\"payload\":{\"action\":\"connected\"}}";
    }

    /// Connects with the right token, and reads the greeting.
    TestPeer attach(Object id) throws Exception {
        TestPeer peer = connect("/relay/" + id, "Bearer " + FakeAdmissions.TOKEN);
        peer.expectText(greeting(id));
        return peer;
    }

    TestPeer connect(String path, String... authorization) throws Exception {
        TestPeer peer =
                TestPeer.connect(
                        URI.create("ws://127.0.0.1:" + server.port() + path), authorization);
        peers.add(peer);
        return peer;
    }

    /// As [#attach], in the relay's own subprotocol.
    TestPeer attachV1(Object id) throws Exception {
        TestPeer peer =
                TestPeer.connectV1(
                        URI.create("ws://127.0.0.1:" + server.port() + "/relay/" + id),
                        "Bearer " + FakeAdmissions.TOKEN);
        peers.add(peer);
        peer.expectText(greeting(id));
        return peer;
    }

    TestPeer attachTls(Object id, SSLContext trust) throws Exception {
        TestPeer peer =
                TestPeer.connectTls(
                        URI.create("wss://127.0.0.1:" + server.port() + "/relay/" + id),
                        trust,
                        "Bearer " + FakeAdmissions.TOKEN);
        peers.add(peer);
        peer.expectText(greeting(id));
        return peer;
    }

    RawPeer raw() throws IOException {
        RawPeer peer = new RawPeer(server.port());
        peers.add(peer);
        return peer;
    }

    long dropped(DropReason reason) {
        return server.counters().drops().getOrDefault(reason, 0L);
    }

    void awaitCounters(Predicate<RelayCounters> condition) {
        await().until(server::counters, condition);
    }

    @Override
    public void close() throws IOException {
        admissions.release();
        server.stop();
        for (Closeable peer : peers) {
            peer.close();
        }
    }

    private static SessionId session(long number) {
        return new SessionId(new UUID(0x4000, 0x8000_0000_0000_0000L + number));
    }
}
