package io.boson.streams.log;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Records of fact topics with all that stands in them.
final class RecordedEvents {

    private RecordedEvents() {}

    static RecordedEvent of(
            Topic topic, ConsumerRecord<String, byte[]> record, RecordReader reader) {
        Optional<Event> event =
                switch (reader.read(record.headers(), record.value())) {
                    case Decoded.Known(var known) when known.topic() == topic -> Optional.of(known);
                    case Decoded.Known _, Decoded.Unknown _, Decoded.Malformed _ ->
                            Optional.empty();
                };
        return new RecordedEvent(
                new LogPosition(topic, record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()).orElse(""),
                attributes(record.headers()),
                event,
                () -> text(record.value()));
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static RecordedEvent.Attributes attributes(Headers headers) {
        return new RecordedEvent.Attributes(
                RecordReader.eventId(headers),
                RecordReader.type(headers),
                CloudEventHeaders.text(headers, "ce_source"),
                RecordReader.subject(headers),
                CloudEventHeaders.text(headers, "ce_actor"),
                RecordReader.correlationId(headers),
                CloudEventHeaders.text(headers, "ce_causationid"));
    }
}
