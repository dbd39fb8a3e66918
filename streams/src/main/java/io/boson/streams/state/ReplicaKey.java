package io.boson.streams.state;

import io.boson.events.log.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// A key in `fleet` or `live`, and the partition it goes to: always the one its source record came
/// from, so that a node's sessions lie where the node lies and positions can be compared.
///
/// Two kinds of key:
///
/// ```
///   6f1c2a9e-...          an entity
///   ~nodes-3              marker: the newest position of source partition 3 of `nodes`
/// ```
///
/// Every record carries its source position in header [#POSITION], but compaction keeps only the
/// last record of each key; the marker is the key that keeps the newest position.
public record ReplicaKey(String text, int partition) {

    /// Header: the source position this record reflects, as [LogPosition] text.
    public static final String POSITION = "boson-position";

    /// Header on a tombstone: why there is nothing, such as `expired` or `refused node-full`.
    public static final String REASON = "boson-reason";

    /// Header on the tombstone of a session: the position of the request that began it.
    public static final String DECISION = "boson-decision";

    private static final char MARKER = '~';

    public static ReplicaKey marker(LogPosition position) {
        return new ReplicaKey(
                MARKER + position.topic().shortName() + "-" + position.partition(),
                position.partition());
    }

    public static Serializer<ReplicaKey> serializer() {
        return (_, key) -> key.text.getBytes(StandardCharsets.UTF_8);
    }

    public static StreamPartitioner<ReplicaKey, byte[]> partitioner() {
        return (_, key, _, _) -> Optional.of(Set.of(key.partition));
    }
}
