package io.boson.streams.log;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogReplay;
import io.boson.events.log.LogUnavailableException;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Replays over a connection of its own each, closed at the end.
public final class KafkaReplay implements LogReplay {

    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

    /// Records may be large, and several replays may run: a poll adds little to what
    /// [PartitionMerge] holds.
    private static final FetchLimits FETCH = FetchLimits.atOnce(20, 1 << 20);

    private final String bootstrapServers;
    private final TopicNames names;

    public KafkaReplay(String bootstrapServers, TopicNames names) {
        this.bootstrapServers = bootstrapServers;
        this.names = names;
    }

    @Override
    public void replay(Wanted wanted, Taker taker) throws InterruptedException {
        KafkaConsumer<String, byte[]> consumer = PlainConsumer.open(bootstrapServers, FETCH);
        try {
            Map<TopicPartition, Topic> partitions = partitions(consumer, wanted);
            consumer.assign(partitions.keySet());
            seek(consumer, partitions, wanted);
            new PartitionMerge(consumer, partitions, wanted).run(taker);
        } catch (KafkaException away) {
            throw new LogUnavailableException("the log does not answer", away);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_MAX));
        }
    }

    private Map<TopicPartition, Topic> partitions(
            KafkaConsumer<String, byte[]> consumer, Wanted wanted) {
        Map<TopicPartition, Topic> partitions = new HashMap<>();
        for (Topic topic : wanted.topics()) {
            consumer.partitionsFor(names.of(topic))
                    .forEach(
                            info ->
                                    partitions.put(
                                            new TopicPartition(info.topic(), info.partition()),
                                            topic));
        }
        return partitions;
    }

    private void seek(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Topic> partitions,
            Wanted wanted) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.keySet().forEach(each -> times.put(each, wanted.from().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.keySet());
        for (TopicPartition each : partitions.keySet()) {
            OffsetAndTimestamp begin = begins.get(each);
            long end = ends.getOrDefault(each, 0L);
            consumer.seek(each, begin == null ? end : begin.offset());
        }
        for (LogPosition each : wanted.resume().orElse(List.of())) {
            TopicPartition partition = new TopicPartition(names.of(each.topic()), each.partition());
            if (partitions.containsKey(partition)) {
                consumer.seek(partition, Math.min(each.offset(), ends.getOrDefault(partition, 0L)));
            }
        }
    }
}
