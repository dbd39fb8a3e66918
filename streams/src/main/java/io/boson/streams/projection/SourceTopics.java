package io.boson.streams.projection;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.streams.topics.TopicNames;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Where the record being processed came from, in the log's own words.
public final class SourceTopics {

    private final Map<String, Topic> byName;

    public SourceTopics(TopicNames names) {
        byName = Arrays.stream(Topic.values()).collect(Collectors.toMap(names::of, t -> t));
    }

    public LogPosition position(ProcessingContext context) {
        RecordMetadata metadata =
                context.recordMetadata()
                        .orElseThrow(() -> new IllegalStateException("no record in process"));
        Topic topic = byName.get(metadata.topic());
        if (topic == null) {
            throw new IllegalStateException("not a fact topic: " + metadata.topic());
        }
        return new LogPosition(topic, metadata.partition(), metadata.offset());
    }
}
