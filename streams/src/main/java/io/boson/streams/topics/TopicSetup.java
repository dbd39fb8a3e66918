package io.boson.streams.topics;

import io.boson.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Makes the topics that are missing; those that exist are left as their owner set them.
public final class TopicSetup {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final int LOOKS_MAX = 400;

    private final TopicSettings settings;

    public TopicSetup(TopicSettings settings) {
        this.settings = settings;
    }

    /// When this returns, the topics are there for everybody.
    ///
    /// @throws TopicSetupException where the cluster does not answer or refuses
    public void run(Admin admin) {
        admin.createTopics(all()).values().forEach((_, made) -> await(made));
        awaitKnown(admin);
    }

    /// The controller answers before brokers have heard of it; who asks one at once finds no topic.
    private void awaitKnown(Admin admin) {
        List<String> names = all().stream().map(NewTopic::name).toList();
        for (int look = 1; !areKnown(admin, names); look++) {
            if (look == LOOKS_MAX) {
                throw new TopicSetupException("Kafka made the topics but does not show them");
            }
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
        }
    }

    private static boolean areKnown(Admin admin, List<String> names) {
        return admin.describeTopics(names).topicNameValues().values().stream()
                .allMatch(TopicSetup::isKnown);
    }

    private static boolean isKnown(KafkaFuture<TopicDescription> described) {
        return answered(described, UnknownTopicOrPartitionException.class);
    }

    List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(facts(Topic.NODES, Duration.ofDays(400)));
        topics.add(facts(Topic.HEARTBEATS, Duration.ofDays(7)));
        topics.add(facts(Topic.METRICS, Duration.ofDays(30)));
        topics.add(facts(Topic.SESSIONS, Duration.ofDays(400)));
        topics.add(facts(Topic.USAGE, Duration.ofDays(30)));
        topics.add(facts(Topic.ACCESS, Duration.ofDays(400)));
        topics.add(facts(Topic.POLICIES, Duration.ofDays(400)));
        topics.add(facts(Topic.RELAYS, Duration.ofDays(30)));
        topics.add(compacted(settings.names().fleet()));
        topics.add(compacted(settings.names().live()));
        return topics;
    }

    private NewTopic facts(Topic topic, Duration retention) {
        return topic(
                settings.names().of(topic),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis()),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    /// A tombstone is kept for a day, so that an instance that was away for less still sees it.
    private NewTopic compacted(String name) {
        return topic(
                name,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofDays(1).toMillis()),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.2",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    private NewTopic topic(String name, Map<String, String> configs) {
        return new NewTopic(name, settings.partitions(), settings.replication()).configs(configs);
    }

    private static void await(KafkaFuture<Void> made) {
        var _ = answered(made, TopicExistsException.class);
    }

    /// False where the answer is `expected`.
    private static boolean answered(
            KafkaFuture<?> answer, Class<? extends KafkaException> expected) {
        try {
            answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException refused) {
            if (expected.isInstance(refused.getCause())) {
                return false;
            }
            throw new TopicSetupException("Kafka refused a topic", refused);
        } catch (TimeoutException silent) {
            throw new TopicSetupException("Kafka did not answer in " + TIMEOUT, silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TopicSetupException("interrupted", interrupted);
        }
    }

    /// The topics could not be made.
    public static final class TopicSetupException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TopicSetupException(String message) {
            super(message);
        }

        TopicSetupException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
