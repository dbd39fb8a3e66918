package io.boson.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaException;
import io.boson.events.Event;
import io.boson.events.log.EventLog;
import io.boson.events.log.Facts;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.streams.Brokers;
import io.boson.streams.Deployment;
import io.boson.streams.TopicReader;
import io.boson.streams.topics.TopicNames;
import io.boson.testkit.EventLogContract;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a broker of its own, because it is stopped again and again.
final class KafkaEventLogTest extends EventLogContract {

    private static final TopicNames NAMES = new TopicNames("eventlog.");

    private static EmbeddedKafka kafka;
    private static KafkaEventLog log;
    private static KafkaFacts facts;
    private static String bootstrapServers;

    @BeforeAll
    static void begin(@TempDir Path directory) throws Exception {
        kafka = Brokers.restartable(directory);
        kafka.start();
        bootstrapServers = kafka.bootstrapServers();
        Deployment.createTopics(bootstrapServers, NAMES.prefix());
        log = KafkaEventLog.open(Deployment.settings(bootstrapServers), NAMES, "/boson/test");
        facts = new KafkaFacts(bootstrapServers, NAMES);
    }

    @AfterAll
    static void end() {
        facts.close();
        log.close();
        kafka.stop();
    }

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected Facts facts() {
        return facts;
    }

    @Override
    protected void makeUnavailable() {
        kafka.stop();
    }

    @Override
    protected void makeAvailable() {
        try {
            kafka.start();
        } catch (EmbeddedKafkaException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aRecordIsKeyedByItsEntityAndTimedByTheBroker() {
        Event event = NodeSample.of(77).registered(Samples.T0);
        LogPosition position = log.append(Samples.envelope(event));
        ConsumerRecord<String, byte[]> record =
                TopicReader.readAll(bootstrapServers, NAMES.of(position.topic())).stream()
                        .filter(each -> each.partition() == position.partition())
                        .filter(each -> each.offset() == position.offset())
                        .findFirst()
                        .orElseThrow();
        assertThat(record.key()).isEqualTo(event.key());
        assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(record.timestamp()).isGreaterThan(event.at().toEpochMilli());
    }

    /// Far more than the buffer holds: nobody waits for ever, nothing piles up.
    @Test
    void manyAppendsToALogThatIsAwayAllFail() throws Exception {
        List<Callable<Boolean>> appends = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Event event = Samples.requested(i, NodeSample.of(i), Samples.T0);
            appends.add(() -> isRefused(event));
        }
        log.append(Samples.envelope(NodeSample.of(1).registered(Samples.T0)));
        makeUnavailable();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(appends)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            makeAvailable();
        }
        log.append(Samples.envelope(NodeSample.of(1).registered(Samples.T0)));
    }

    private static boolean isRefused(Event event) {
        try {
            log.append(Samples.envelope(event));
            return false;
        } catch (LogUnavailableException away) {
            return true;
        }
    }

    @Test
    void aClosedLogSaysThatItIsAway() {
        KafkaEventLog closed =
                KafkaEventLog.open(Deployment.settings(bootstrapServers), NAMES, "/boson/test");
        closed.close();
        assertThatThrownBy(
                        () ->
                                closed.append(
                                        Samples.envelope(NodeSample.of(1).registered(Samples.T0))))
                .isInstanceOf(LogUnavailableException.class);
    }
}
