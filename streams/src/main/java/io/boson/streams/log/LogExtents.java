package io.boson.streams.log;

import static java.util.Objects.requireNonNull;

import io.boson.events.Topic;
import io.boson.events.log.LogExtent;
import io.boson.events.log.LogUnavailableException;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;

/// What the log holds now, asked of the brokers. A topic's id, which Kafka draws when the topic is
/// made, tells one log from another of the same name.
public final class LogExtents {

    private static final int ANSWER_MAX_MILLIS = 5_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final TopicNames names;

    public LogExtents(String bootstrapServers, TopicNames names) {
        this.bootstrapServers = bootstrapServers;
        this.names = names;
    }

    /// Every partition of these topics.
    ///
    /// @throws LogUnavailableException where the log does not answer, or a topic is not there
    public List<LogExtent> now(Collection<Topic> topics) {
        return asking(admin -> extents(admin, topics, OffsetSpec.earliest()));
    }

    /// The same, but that what was received before `since` counts as held no more.
    ///
    /// @throws LogUnavailableException as [#now]
    public List<LogExtent> since(Collection<Topic> topics, Instant since) {
        return asking(
                admin -> extents(admin, topics, OffsetSpec.forTimestamp(since.toEpochMilli())));
    }

    /// When the log received the first of what it holds of a topic since then; empty where that is
    /// nothing.
    ///
    /// @throws LogUnavailableException as [#now]
    public Optional<Instant> firstReceived(Topic topic, Instant since) {
        return asking(
                admin -> {
                    Map<TopicPartition, OffsetSpec> firsts = new HashMap<>();
                    OffsetSpec first = OffsetSpec.forTimestamp(since.toEpochMilli());
                    for (LogExtent each : extents(admin, Set.of(topic), OffsetSpec.earliest())) {
                        firsts.put(new TopicPartition(names.of(topic), each.partition()), first);
                    }
                    return answers(admin, firsts).values().stream()
                            .filter(info -> info.offset() >= 0)
                            .map(info -> Instant.ofEpochMilli(info.timestamp()))
                            .min(Instant::compareTo);
                });
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <T> T asking(Question<T> question) {
        Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                ANSWER_MAX_MILLIS,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                ANSWER_MAX_MILLIS));
        try {
            return question.ask(admin);
        } catch (ExecutionException failed) {
            throw new LogUnavailableException(
                    "the log does not say what it holds",
                    Optional.ofNullable(failed.getCause()).orElse(failed));
        } catch (TimeoutException silent) {
            throw new LogUnavailableException("the log does not say what it holds", silent);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        } finally {
            admin.close(CLOSE_MAX);
        }
    }

    private List<LogExtent> extents(Admin admin, Collection<Topic> topics, OffsetSpec begin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Topic> wanted = new HashMap<>();
        topics.forEach(topic -> wanted.put(names.of(topic), topic));
        Map<String, TopicDescription> there =
                admin.describeTopics(wanted.keySet())
                        .allTopicNames()
                        .get(ANSWER_MAX_MILLIS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, OffsetSpec> begins = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        there.forEach(
                (name, topic) -> {
                    for (TopicPartitionInfo each : topic.partitions()) {
                        begins.put(new TopicPartition(name, each.partition()), begin);
                        ends.put(new TopicPartition(name, each.partition()), OffsetSpec.latest());
                    }
                });
        Map<TopicPartition, Long> first = offsets(admin, begins);
        Map<TopicPartition, Long> last = offsets(admin, ends);
        List<LogExtent> extents = new ArrayList<>();
        first.forEach(
                (at, offset) -> {
                    long end = last.getOrDefault(at, 0L);
                    extents.add(
                            new LogExtent(
                                    requireNonNull(wanted.get(at.topic())),
                                    at.partition(),
                                    requireNonNull(there.get(at.topic())).topicId().toString(),
                                    offset < 0 ? end : offset, // -1: nothing that late
                                    end));
                });
        return extents;
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Map<TopicPartition, OffsetSpec> wanted)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers(admin, wanted).forEach((at, info) -> offsets.put(at, info.offset()));
        return offsets;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> answers(
            Admin admin, Map<TopicPartition, OffsetSpec> wanted)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listOffsets(wanted).all().get(ANSWER_MAX_MILLIS, TimeUnit.MILLISECONDS);
    }
}
