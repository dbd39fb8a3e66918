package io.boson.streams;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.codec.EventCodec;
import io.boson.events.log.EventEnvelope;
import io.boson.streams.log.CloudEventHeaders;
import io.boson.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;

/// A record of a fact topic, as the log would hold it.
///
/// @param json its value
/// @param receivedAt the broker's time
@SuppressWarnings("ArrayRecordComponent") // records are fed, never compared
public record FactRecord(
        Topic topic, String key, String json, Headers headers, Instant receivedAt) {

    private static final EventCodec CODEC = new EventCodec();

    public byte[] value() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /// Received at the event's own time.
    public static FactRecord of(Event event) {
        return of(Samples.envelope(event), event.at());
    }

    public static FactRecord of(EventEnvelope envelope, Instant receivedAt) {
        Event event = envelope.event();
        return new FactRecord(
                event.topic(),
                event.key(),
                new String(CODEC.encode(event), StandardCharsets.UTF_8),
                CloudEventHeaders.of(envelope, "/boson/test"),
                receivedAt);
    }

    public FactRecord receivedAt(Instant at) {
        return new FactRecord(topic, key, json, headers, at);
    }

    public FactRecord in(Topic otherTopic) {
        return new FactRecord(otherTopic, key, json, headers, receivedAt);
    }

    /// As a release that we do not know might have written it.
    public FactRecord withType(String type) {
        RecordHeaders changed = new RecordHeaders(headers);
        changed.remove("ce_type");
        changed.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        return new FactRecord(topic, key, json, changed, receivedAt);
    }

    public FactRecord withValue(String other) {
        return new FactRecord(topic, key, other, headers, receivedAt);
    }

    public FactRecord withKey(String other) {
        return new FactRecord(topic, other, json, headers, receivedAt);
    }

    public TestRecord<String, byte[]> forDriver() {
        return new TestRecord<>(key, value(), headers, receivedAt);
    }
}
