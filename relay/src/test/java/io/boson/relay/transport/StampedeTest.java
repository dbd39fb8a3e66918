package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.SessionId;
import io.boson.relay.RecordingListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A few hundred peers lose their relay at once and come back to the next one on the same port.
///
/// Each does as it is told: after an orderly stop it waits as long as its `reconnect` frame says;
/// after a kill, which says nothing, it is back at once, and waits when it is told `Retry-After`.
class StampedeTest {

    private static final int PEERS = 200;
    private static final int PER_SECOND = 50;

    /// As the fixture's settings say; less than half the rate that is let in.
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final int PATIENCE_SECONDS = 180;
    private static final Pattern AFTER_MS = Pattern.compile("\"afterMs\":(\\d+)");
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after: (\\d+)");
    private static final HandshakeLimits RAMP =
            new HandshakeLimits(
                    Duration.ofSeconds(30), Duration.ofSeconds(30), 256, PER_SECOND, 256 << 10);

    /// Nobody is kept from coming the first time.
    private static final HandshakeLimits RAMPLESS =
            new HandshakeLimits(
                    Duration.ofSeconds(30), Duration.ofSeconds(30), 256, 10_000, 256 << 10);

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final List<RawPeer> peers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private RelayServer relay;

    StampedeTest() throws IOException {
        relay = start(0, RAMPLESS);
        admissions.node(NODE);
        for (int i = 0; i < PEERS; i++) {
            admissions.client(session(i), NODE);
            peers.add(new RawPeer(relay.port()).upgrade(session(i)));
        }
        for (RawPeer peer : peers) {
            assertThat(peer.readFrame().text()).contains("\"connected\"");
        }
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        relay.stop();
        for (RawPeer peer : peers) {
            peer.close();
        }
    }

    @Test
    void afterAnOrderlyRestartAllAreBackWithinTheSpreadAndNobodyIsTurnedAway() throws Exception {
        int port = relay.port();
        Future<?> stopped = threads.submit(() -> relay.stop(Optional.of("ws://relay.example")));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            String told = peers.get(i).readFrame().text();
            waits.add(number(told, AFTER_MS));
            assertThat(told).contains("\"url\":\"ws://relay.example/relay/" + session(i) + "\"");
            assertThat(peers.get(i).readFrame().closeCode()).isEqualTo(1001);
            peers.get(i).close();
        }
        stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        relay = start(port, RAMP);

        List<Future<RawPeer>> returning = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            long wait = waits.get(i);
            SessionId session = session(i);
            returning.add(threads.submit(() -> backAfter(wait, session)));
        }
        allBack(returning);

        assertThat(waits).allMatch(wait -> wait < SPREAD.toMillis());
        long early = waits.stream().filter(wait -> wait < SPREAD.toMillis() / 2).count();
        assertThat(early).as("spread evenly").isBetween(PEERS * 4 / 10L, PEERS * 6 / 10L);
        assertThat(hurried()).isZero();
        packetsFlow();
    }

    @Test
    void afterAKillTheRampHoldsAndAllAreBackInTheEnd() throws Exception {
        int port = relay.port();
        TrackedServerChannel.kill();
        relay.stop();
        relay = start(port, RAMP);
        long began = System.nanoTime();

        List<Future<RawPeer>> returning = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            SessionId session = session(i);
            returning.add(threads.submit(() -> backAfter(0, session)));
        }
        allBack(returning);

        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(hurried()).as("told to come later").isPositive();
        // So many at once after a quiet time, and so many a second.
        assertThat(PEERS).isLessThanOrEqualTo((int) (PER_SECOND * (seconds + 1)));
        packetsFlow();
    }

    /// Waits as it was told, and again whenever it is told to.
    private RawPeer backAfter(long millis, SessionId session) throws Exception {
        long wait = millis;
        while (true) {
            timer(wait).get();
            RawPeer peer = new RawPeer(relay.port());
            peer.send(
                    RawPeer.request(
                            "/relay/" + session, "Authorization: Bearer " + FakeAdmissions.TOKEN));
            String head = peer.readHead();
            if (head.startsWith("HTTP/1.1 101 ")) {
                assertThat(peer.readFrame().text()).contains("\"connected\"");
                return peer;
            }
            assertThat(head).startsWith("HTTP/1.1 503 ");
            peer.close();
            wait = 1000 * number(head, RETRY_AFTER);
            assertThat(wait).isBetween(1000L, 10_000L);
        }
    }

    /// A peer's own, which its wait is told in.
    private static Future<Void> timer(long millis) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    private void allBack(List<Future<RawPeer>> returning) throws Exception {
        for (int i = 0; i < PEERS; i++) {
            peers.get(i).close();
            peers.set(i, returning.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertThat(relay.counters().clients()).isEqualTo(PEERS);
    }

    /// Through every session that was there before.
    private void packetsFlow() throws Exception {
        RawPeer node = new RawPeer(relay.port()).upgrade(NODE);
        assertThat(node.readFrame().text()).contains("\"connected\"");
        for (int i = 0; i < PEERS; i++) {
            peers.get(i).send(RawPeer.whole(RawPeer.Frame.BINARY, new byte[] {4, 1}));
            assertThat(node.readFrame().text()).contains(session(i).toString(), "[4,1]");
        }
        node.close();
    }

    private long hurried() {
        return relay.counters()
                .handshakeFaults()
                .getOrDefault(HandshakeFault.TOO_MANY_HANDSHAKES, 0L);
    }

    private RelayServer start(int port, HandshakeLimits handshakes) throws IOException {
        RelayServer server =
                new RelayServer(
                        RelayFixture.Settings.DEFAULT
                                .connectionsMax(2 * PEERS)
                                .handshakes(handshakes)
                                .on(port),
                        admissions,
                        new RecordingListener(),
                        Clock.systemUTC(),
                        new Random(1),
                        UUID::randomUUID,
                        TrackedServerChannel::transport);
        server.start();
        return server;
    }

    private static long number(String text, Pattern pattern) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static SessionId session(int number) {
        return new SessionId(new UUID(0x4000, 0x8000_0000_0000_1000L + number));
    }
}
