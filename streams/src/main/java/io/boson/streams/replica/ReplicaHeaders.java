package io.boson.streams.replica;

import io.boson.events.log.LogPosition;
import io.boson.streams.state.ReplicaKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// What the projections write beside the state.
final class ReplicaHeaders {

    private ReplicaHeaders() {}

    static Optional<LogPosition> position(ConsumerRecord<String, byte[]> record) {
        return text(record, ReplicaKey.POSITION).flatMap(LogPosition::parse);
    }

    static Optional<LogPosition> decision(ConsumerRecord<String, byte[]> record) {
        return text(record, ReplicaKey.DECISION).flatMap(LogPosition::parse);
    }

    static Optional<String> reason(ConsumerRecord<String, byte[]> record) {
        return text(record, ReplicaKey.REASON);
    }

    private static Optional<String> text(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
