package io.boson.streams.projection;

import io.boson.events.log.LogPosition;
import io.boson.streams.state.ReplicaKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Records of the compacted topics, with the source position in a header.
final class ReplicaRecords {

    private static final byte[] NOTHING = {};

    private ReplicaRecords() {}

    static void forward(
            ProcessorContext<ReplicaKey, byte[]> context,
            Record<String, byte[]> source,
            String key,
            byte[] value,
            Optional<LogPosition> position) {
        RecordHeaders headers = new RecordHeaders();
        position.ifPresent(at -> add(headers, ReplicaKey.POSITION, at.toString()));
        send(context, source, key, value, headers);
    }

    @SuppressWarnings("NullAway") // a tombstone is a null value in Kafka
    static void forwardTombstone(
            ProcessorContext<ReplicaKey, byte[]> context,
            Record<String, byte[]> source,
            String key,
            String reason,
            Optional<LogPosition> decision,
            LogPosition position) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, ReplicaKey.POSITION, position.toString());
        add(headers, ReplicaKey.REASON, reason);
        decision.ifPresent(at -> add(headers, ReplicaKey.DECISION, at.toString()));
        send(context, source, key, null, headers);
    }

    static void forwardMarker(
            ProcessorContext<ReplicaKey, byte[]> context,
            Record<String, byte[]> source,
            LogPosition position) {
        forward(
                context,
                source,
                ReplicaKey.marker(position).text(),
                NOTHING,
                Optional.of(position));
    }

    private static void send(
            ProcessorContext<ReplicaKey, byte[]> context,
            Record<String, byte[]> source,
            String key,
            byte[] value,
            RecordHeaders headers) {
        ReplicaKey target = new ReplicaKey(key, context.taskId().partition());
        context.forward(new Record<>(target, value, source.timestamp(), headers));
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
