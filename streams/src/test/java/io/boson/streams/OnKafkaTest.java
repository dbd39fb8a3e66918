package io.boson.streams;

import static io.boson.streams.Deployment.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.Topic;
import io.boson.events.access.AccessEvent;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.Sessions;
import io.boson.streams.replica.DecisionReplica;
import io.boson.streams.replica.FleetReplica;
import io.boson.streams.replica.LiveReplica;
import io.boson.testkit.FleetContract;
import io.boson.testkit.KafkaFixture;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SessionsContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Log, projections, reactors and replicas together, on a real broker.
@ExtendWith(KafkaFixture.class)
final class OnKafkaTest {

    @TempDir static Path directory;

    private static Deployment deployment;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeAll
    static void begin(KafkaFixture.Kafka kafka) throws InterruptedException {
        deployment =
                Deployment.start(
                        kafka.bootstrapServers(), kafka.prefix(), directory.resolve("first"));
    }

    @AfterAll
    static void end() {
        deployment.close();
    }

    @Nested
    final class FleetReplicaTest extends FleetContract {
        @Override
        protected EventLog log() {
            return deployment.log;
        }

        @Override
        protected Fleet fleet() {
            return deployment.fleet;
        }
    }

    @Nested
    final class LiveReplicaTest extends SessionsContract {
        @Override
        protected EventLog log() {
            return deployment.log;
        }

        @Override
        protected Sessions sessions() {
            return deployment.live;
        }
    }

    private NodeSample registered(NodeSample node) {
        LogPosition position = deployment.append(node.registered(now));
        assertThat(deployment.fleet.await(position, PATIENCE)).isTrue();
        return node;
    }

    private SessionOutcome ask(int number, NodeSample node) {
        SessionEvent request = Samples.requested(number, node, now);
        return deployment.live.awaitOutcome(
                Samples.sessionId(number), PATIENCE, () -> deployment.append(request));
    }

    @Test
    void ofFiftyWhoAskAtOnceForTenPlacesTenGetOne() throws Exception {
        NodeSample node = registered(NodeSample.of(10).withMaxConnections(10));
        List<Callable<SessionOutcome>> asks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = 100 + i;
            asks.add(() -> ask(number, node));
        }
        List<SessionOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<SessionOutcome> each : threads.invokeAll(asks)) {
                outcomes.add(each.get());
            }
        }
        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof SessionOutcome.Opened)
                .hasSize(10);
        assertThat(outcomes)
                .filteredOn(new SessionOutcome.NotOpened("refused node-full")::equals)
                .hasSize(40);
        assertThat(deployment.live.snapshot().countOf(node.id())).isEqualTo(10);
    }

    @Test
    void aReplicaStartedLaterShowsTheSame() throws Exception {
        NodeSample node = registered(NodeSample.of(11));
        ask(11, node);
        deployment.append(new NodeEvent.Drained(node.id(), now.plusSeconds(300), now, now));
        ask(12, registered(NodeSample.of(12)));
        LogPosition last =
                deployment.append(
                        new SessionEvent.Closed(
                                Samples.sessionId(12),
                                Samples.nodeId(12),
                                CloseReason.BY_NODE,
                                now));
        assertThat(deployment.live.await(last, PATIENCE)).isTrue();
        try (FleetReplica fleet = new FleetReplica(deployment.bootstrapServers, deployment.names);
                LiveReplica live = new LiveReplica(deployment.bootstrapServers, deployment.names)) {
            fleet.start();
            live.start();
            assertThat(fleet.awaitReady(PATIENCE) && live.awaitReady(PATIENCE)).isTrue();
            assertThat(fleet.isFollowing() && live.isFollowing()).isTrue();
            assertThat(live.await(last, PATIENCE)).as("the position is kept too").isTrue();
            List<FleetNode> nodes = deployment.fleet.snapshot().all().toList();
            assertThat(fleet.snapshot().all()).containsExactlyElementsOf(nodes);
            List<LiveSession> sessions = deployment.live.snapshot().all().toList();
            assertThat(live.snapshot().all()).containsExactlyInAnyOrderElementsOf(sessions);
            assertThat(live.snapshot().find(Samples.sessionId(12))).isEmpty();
        }
    }

    @Test
    void listenersHearOfEndsAndOfNodesThatChange() {
        NodeSample node = registered(NodeSample.of(13));
        Queue<String> ends = new ConcurrentLinkedQueue<>();
        Queue<String> changes = new ConcurrentLinkedQueue<>();
        deployment.live.onEnd(
                (session, reason) -> {
                    if (session.nodeId().equals(node.id())) {
                        ends.add(session.id() + " " + reason);
                    }
                });
        deployment.fleet.onChange(
                (id, before, after) -> {
                    if (id.equals(node.id())) {
                        changes.add(word(before) + " " + word(after));
                    }
                });
        ask(13, node);
        deployment.append(node.heartbeat(now, Samples.CALM)); // changes nothing that is told
        deployment.append(new NodeEvent.Drained(node.id(), now.plusSeconds(300), now, now));
        deployment.append(new NodeEvent.Deregistered(node.id(), now, now));
        await().atMost(PATIENCE).until(() -> changes.contains("Draining Departed"));
        assertThat(changes).containsExactly("Active Draining", "Draining Departed");
        await().atMost(PATIENCE)
                .until(() -> ends.contains(Samples.sessionId(13) + " closed node-gone"));
    }

    private static String word(Node node) {
        return node.getClass().getSimpleName();
    }

    @Test
    void enrolmentKeysAreFoldedEverywhere() {
        LogPosition created =
                deployment.append(
                        new AccessEvent.EnrolmentKeyCreated("key-1", "aa11", "first", now));
        assertThat(deployment.access.await(created, PATIENCE)).isTrue();
        assertThat(deployment.access.state().find("aa11")).contains("key-1");
        LogPosition revoked = deployment.append(new AccessEvent.EnrolmentKeyRevoked("key-1", now));
        assertThat(deployment.access.await(revoked, PATIENCE)).isTrue();
        assertThat(deployment.access.state().find("aa11")).isEmpty();
    }

    /// A session that was asked for before the window that is read again, and ended in it.
    @Test
    void whereDecisionsStandIsKnownAfterARestart() throws Exception {
        NodeSample node = registered(NodeSample.of(31));
        assertThat(ask(31, node)).isInstanceOf(SessionOutcome.Opened.class);
        LogPosition decision =
                deployment.live.snapshot().find(Samples.sessionId(31)).orElseThrow().decision();
        Instant begin = Instant.now().plusMillis(1);
        await().until(() -> Instant.now().isAfter(begin));
        LogPosition end =
                deployment.append(
                        new SessionEvent.Closed(
                                Samples.sessionId(31), node.id(), CloseReason.BY_CLIENT, now));
        UUID refusedId = new UUID(31, 31);
        LogPosition refused =
                deployment.append(
                        new SessionEvent.RouteRefused(
                                refusedId, Samples.clientId(31), Samples.decision(node), now));
        assertThat(deployment.live.await(end, PATIENCE)).isTrue();

        Clock aDayLater = Clock.fixed(begin.plus(Duration.ofHours(24)), ZoneOffset.UTC);
        try (LiveReplica live = new LiveReplica(deployment.bootstrapServers, deployment.names);
                DecisionReplica decisions =
                        new DecisionReplica(
                                deployment.bootstrapServers, deployment.names, live, aDayLater)) {
            live.start();
            decisions.start();
            assertThat(live.awaitReady(PATIENCE) && decisions.awaitReady(PATIENCE)).isTrue();
            assertThat(decisions.find(Samples.sessionId(31).value())).contains(decision);
            assertThat(decisions.find(refusedId)).contains(refused);
            assertThat(decisions.find(new UUID(99, 99))).isEmpty();
        }
    }

    /// All local state is lost: it is rebuilt from the log, and nothing is decided twice.
    @Test
    void applicationsThatLostTheirStateDecideNothingAnew() {
        NodeSample node = registered(NodeSample.of(14).withMaxConnections(1));
        SessionOutcome opened = ask(14, node);
        assertThat(opened).isInstanceOf(SessionOutcome.Opened.class);
        int before = sessionsOf(node);
        deployment.restartApplications(directory.resolve("second"));
        await().atMost(PATIENCE).until(deployment::isRunning);
        assertThat(ask(15, node)).isEqualTo(new SessionOutcome.NotOpened("refused node-full"));
        assertThat(sessionsOf(node)).as("a request and a refusal more").isEqualTo(before + 2);
        assertThat(deployment.live.snapshot().find(Samples.sessionId(14))).isPresent();
    }

    /// Written by a later release, or by somebody else: reactors may not act on a log they only
    /// half understand, projections count it and go on.
    @Test
    void anUnknownTypeStopsTheReactorsAlone() throws Exception {
        NodeSample node = NodeSample.of(16);
        FactRecord unknown =
                FactRecord.of(node.registered(now)).withType("io.boson.node.registered.v99");
        String prefix = deployment.names.prefix() + "unknown.";
        try (Deployment other =
                Deployment.start(
                        deployment.bootstrapServers, prefix, directory.resolve("unknown"))) {
            await().atMost(PATIENCE).until(other::isRunning);
            write(other, unknown);
            await().atMost(PATIENCE)
                    .until(() -> other.reactors() == StreamsApplication.State.STOPPED);
            LogPosition position = other.append(node.registered(now));
            assertThat(other.fleet.await(position, PATIENCE)).isTrue();
            assertThat(other.projections()).isEqualTo(StreamsApplication.State.RUNNING);
        }
    }

    private static void write(Deployment to, FactRecord record) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, to.bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    to.names.of(record.topic()),
                                    null,
                                    record.key(),
                                    record.value(),
                                    record.headers()))
                    .get();
        }
    }

    private static int sessionsOf(NodeSample node) {
        return (int)
                TopicReader.readAll(
                                deployment.bootstrapServers, deployment.names.of(Topic.SESSIONS))
                        .stream()
                        .filter(record -> record.key().equals(node.id().toString()))
                        .count();
    }
}
