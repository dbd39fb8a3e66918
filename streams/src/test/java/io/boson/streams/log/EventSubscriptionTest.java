package io.boson.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.Topic;
import io.boson.events.log.EventHandler;
import io.boson.events.log.LogExtent;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.streams.Deployment;
import io.boson.streams.topics.TopicNames;
import io.boson.testkit.KafkaFixture;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaFixture.class)
final class EventSubscriptionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Remembers as a database would: what it took and how far it is, together.
    private static final class Memory implements EventHandler {
        private final Map<Integer, Long> next = new ConcurrentHashMap<>();
        private final List<RecordedEvent> taken = new CopyOnWriteArrayList<>();
        private final List<LogExtent> extents = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public List<LogPosition> next(List<LogExtent> log) {
            extents.addAll(log);
            List<LogPosition> positions = new ArrayList<>();
            next.forEach((p, offset) -> positions.add(new LogPosition(Topic.NODES, p, offset)));
            return positions;
        }

        @Override
        public void handle(List<RecordedEvent> batch) {
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("away");
            }
            taken.addAll(batch);
            batch.forEach(e -> next.put(e.position().partition(), e.position().offset() + 1));
        }
    }

    @Test
    void afterAFailureEverythingComesAgainAndNothingTwice(KafkaFixture.Kafka kafka) {
        TopicNames names = new TopicNames(kafka.prefix());
        Deployment.createTopics(kafka.bootstrapServers(), names.prefix());
        Memory memory = new Memory();
        memory.failures.set(2);
        try (KafkaEventLog log = open(kafka, names);
                EventSubscription following = following(kafka, names, memory)) {
            append(log, 0, 10);
            following.start();
            await().atMost(PATIENCE).until(() -> memory.taken.size() == 10);
            await().atMost(PATIENCE).until(() -> following.progress().following());

            memory.failures.set(1);
            append(log, 10, 10);
            await().atMost(PATIENCE).until(() -> memory.taken.size() == 20);
            await().atMost(PATIENCE).until(() -> following.progress().lag() == 0);
        }
        assertThat(memory.taken).extracting(RecordedEvent::key).doesNotHaveDuplicates().hasSize(20);
        RecordedEvent some = memory.taken.getFirst();
        assertThat(some.attributes().type()).isEqualTo("io.boson.node.registered.v1");
        assertThat(some.attributes().subject()).isEqualTo(some.key());
        assertThat(some.data().get()).startsWith("{\"nodeId\"");
        assertThat(some.event()).isPresent();
    }

    @Test
    void theHandlerIsToldWhatTheLogHolds(KafkaFixture.Kafka kafka) {
        TopicNames names = new TopicNames(kafka.prefix());
        Deployment.createTopics(kafka.bootstrapServers(), names.prefix());
        Memory memory = new Memory();
        try (KafkaEventLog log = open(kafka, names);
                EventSubscription following = following(kafka, names, memory)) {
            append(log, 0, 10);
            following.start();
            await().atMost(PATIENCE).until(() -> memory.taken.size() >= 10);
            await().atMost(PATIENCE).until(() -> following.progress().lag() == 0);
        }
        assertThat(memory.extents)
                .allSatisfy(part -> assertThat(part.topic()).isEqualTo(Topic.NODES))
                .allSatisfy(part -> assertThat(part.begin()).isZero());
        assertThat(memory.extents.stream().mapToLong(LogExtent::end).sum())
                .isEqualTo(memory.taken.size());
        assertThat(memory.extents).extracting(LogExtent::log).doesNotContain("").isNotEmpty();
        assertThat(memory.extents.stream().map(LogExtent::log).distinct()).hasSize(1);

        LogExtents ask = new LogExtents(kafka.bootstrapServers(), names);
        Instant later = Instant.now().plusSeconds(1_000);
        assertThat(ask.since(Set.of(Topic.NODES), later))
                .as("nothing that late")
                .allSatisfy(part -> assertThat(part.begin()).isEqualTo(part.end()));
        assertThat(ask.firstReceived(Topic.NODES, later)).isEmpty();
        assertThat(ask.firstReceived(Topic.NODES, Instant.EPOCH))
                .hasValueSatisfying(at -> assertThat(at).isBefore(later));
    }

    private static EventSubscription following(
            KafkaFixture.Kafka kafka, TopicNames names, Memory memory) {
        return new EventSubscription(
                "test", kafka.bootstrapServers(), names, Set.of(Topic.NODES), memory);
    }

    private static KafkaEventLog open(KafkaFixture.Kafka kafka, TopicNames names) {
        return KafkaEventLog.open(
                Deployment.settings(kafka.bootstrapServers()), names, "/boson/test");
    }

    private static void append(KafkaEventLog log, int from, int count) {
        for (int i = from; i < from + count; i++) {
            log.append(Samples.envelope(NodeSample.of(i).registered(Samples.T0)));
        }
    }
}
