package io.boson.streams;

import static io.boson.streams.Deployment.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boson.embedded.EmbeddedKafka;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.projections.session.SessionOutcome;
import io.boson.streams.replica.FleetReplica;
import io.boson.streams.topics.TopicNames;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka comes late, goes away and comes back.
final class KafkaAwayTest {

    @TempDir static Path directory;

    private static EmbeddedKafka kafka;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeAll
    static void begin() throws Exception {
        kafka = Brokers.restartable(directory.resolve("kafka"));
        kafka.start();
    }

    @AfterAll
    static void end() {
        kafka.stop();
    }

    @Test
    void everythingGoesOnWhenKafkaIsBack() throws Exception {
        NodeSample node = NodeSample.of(1);
        try (Deployment deployment =
                Deployment.start(kafka.bootstrapServers(), "away.", directory.resolve("state"))) {
            LogPosition registered = deployment.append(node.registered(now));
            assertThat(deployment.fleet.await(registered, PATIENCE)).isTrue();

            kafka.stop();
            assertThatThrownBy(
                            () ->
                                    deployment.append(
                                            new NodeEvent.Drained(
                                                    node.id(), now.plusSeconds(300), now, now)))
                    .isInstanceOf(LogUnavailableException.class);
            await().atMost(PATIENCE).until(() -> !deployment.fleet.isFollowing());
            assertThat(deployment.fleet.isReady()).as("what it has it has").isTrue();
            assertThat(deployment.fleet.find(node.id())).isInstanceOf(Node.Active.class);

            kafka.start();
            SessionOutcome outcome =
                    deployment.live.awaitOutcome(
                            Samples.sessionId(1),
                            PATIENCE,
                            () -> deployment.append(Samples.requested(1, node, now)));
            assertThat(outcome).isInstanceOf(SessionOutcome.Opened.class);
            LogPosition drained =
                    deployment.append(
                            new NodeEvent.Drained(node.id(), now.plusSeconds(300), now, now));
            assertThat(deployment.fleet.await(drained, PATIENCE)).isTrue();
            assertThat(deployment.fleet.find(node.id())).isInstanceOf(Node.Draining.class);
            await().atMost(PATIENCE).until(deployment.fleet::isFollowing);
        }
    }

    /// Not ready is not the same as empty.
    @Test
    void aReplicaWaitsForKafkaAndForItsTopic() throws Exception {
        String servers = kafka.bootstrapServers();
        kafka.stop();
        try (FleetReplica fleet = new FleetReplica(servers, new TopicNames("late."))) {
            fleet.start();
            assertThat(fleet.awaitReady(Duration.ofMillis(500))).isFalse();
            kafka.start();
            assertThat(fleet.awaitReady(Duration.ofSeconds(2))).as("no topic").isFalse();
            assertThat(fleet.isFollowing()).isFalse();
            Deployment.createTopics(servers, "late.");
            assertThat(fleet.awaitReady(PATIENCE)).isTrue();
            assertThat(fleet.snapshot().size()).isZero();
        }
    }
}
