package io.boson.streams.reactor;

import io.boson.events.Topic;
import java.util.Map;
import java.util.Set;

/// Asks the log how much of a partition its new owner still has to read.
public interface LogSpans {

    /// Spans of all these topics. Blocks, bounded.
    ///
    /// @throws org.apache.kafka.common.KafkaException where Kafka does not answer: the task must
    ///     not start on a guess
    Map<Topic, CatchUp.OffsetSpan> of(Set<Topic> topics, int partition);
}
