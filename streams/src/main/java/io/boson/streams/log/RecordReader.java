package io.boson.streams.log;

import io.boson.events.codec.Decoded;
import io.boson.events.codec.EventCodec;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads a record of a fact topic back into its event.
public final class RecordReader {

    private final EventCodec codec = new EventCodec();

    /// @param value null where somebody wrote a tombstone into a fact topic: not ours, so unknown
    public Decoded read(Headers headers, byte @Nullable [] value) {
        String type = CloudEventHeaders.text(headers, CloudEventHeaders.TYPE);
        return value == null ? new Decoded.Unknown(type) : codec.decode(type, value);
    }

    public static String eventId(Headers headers) {
        return CloudEventHeaders.text(headers, CloudEventHeaders.ID);
    }

    public static String type(Headers headers) {
        return CloudEventHeaders.text(headers, CloudEventHeaders.TYPE);
    }

    public static String subject(Headers headers) {
        return CloudEventHeaders.text(headers, CloudEventHeaders.SUBJECT);
    }

    public static String correlationId(Headers headers) {
        return CloudEventHeaders.text(headers, "ce_correlationid");
    }

    public EventCodec codec() {
        return codec;
    }
}
