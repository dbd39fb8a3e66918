package io.boson.streams.log;

import io.boson.events.codec.BosonJson;
import io.boson.events.codec.EventTypes;
import io.boson.events.log.EventEnvelope;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// CloudEvents 1.0, Kafka protocol binding, binary content mode: every attribute is a header, the
/// value is the bare data.
///
/// ```
///   ce_specversion 1.0            content-type    application/json
///   ce_id          UUID           ce_correlationid  the request
///   ce_type        io.boson....v1 ce_causationid    optional
///   ce_source      the instance   ce_actor          role:id
///   ce_subject     the entity     ce_traceparent    optional
///   ce_time        server time
/// ```
public final class CloudEventHeaders {

    static final String TYPE = "ce_type";
    static final String ID = "ce_id";
    static final String SUBJECT = "ce_subject";

    private CloudEventHeaders() {}

    /// @param source who writes, as a URI reference such as `/boson/relay-1`
    public static Headers of(EventEnvelope envelope, String source) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, ID, envelope.id().toString());
        add(headers, TYPE, EventTypes.nameOf(envelope.event()));
        add(headers, "ce_source", source);
        add(headers, SUBJECT, envelope.event().subject());
        add(headers, "ce_time", BosonJson.text(envelope.event().at()));
        add(headers, "content-type", "application/json");
        add(headers, "ce_correlationid", envelope.correlationId());
        add(headers, "ce_actor", envelope.actor());
        envelope.causationId().ifPresent(id -> add(headers, "ce_causationid", id));
        envelope.traceparent().ifPresent(parent -> add(headers, "ce_traceparent", parent));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty text where the header is missing.
    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
