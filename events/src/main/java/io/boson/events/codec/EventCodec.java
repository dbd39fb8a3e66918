package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.Event;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.MetricsSubmitted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Events to bytes and back. Thread-safe.
///
/// The data of an event is one JSON object; its type and version travel beside it, in the
/// envelope. A shape that changes gets a new version of its type name and a reader here that lifts
/// the old shape into the new event.
public final class EventCodec {

    private final JsonMapper json = BosonJson.mapper();

    public byte[] encode(Event event) {
        try {
            return switch (event) {
                case Heartbeat heartbeat -> HeartbeatJson.write(heartbeat);
                case MetricsSubmitted metrics -> MetricsJson.write(metrics);
                default -> json.writeValueAsBytes(event);
            };
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail to be written
        }
    }

    /// A session's request is read but for its decision, which reads itself when asked for
    /// ([io.boson.events.session.KeptDecision]).
    public Decoded decode(String type, byte[] data) {
        Class<? extends Event> shape = EventTypes.all().get(type);
        if (shape == null) {
            return new Decoded.Unknown(type);
        }
        try {
            return new Decoded.Known(read(data, shape));
        } catch (JsonProcessingException malformed) {
            return new Decoded.Malformed(type, malformed.getOriginalMessage());
        } catch (IOException | IllegalArgumentException malformed) {
            return new Decoded.Malformed(type, String.valueOf(malformed.getMessage()));
        }
    }

    private Event read(byte[] data, Class<? extends Event> shape) throws IOException {
        if (shape == Heartbeat.class) {
            return HeartbeatJson.read(data);
        }
        if (shape == MetricsSubmitted.class) {
            return MetricsJson.read(data);
        }
        Event read = KeptDecisionJson.over(data, json.readerFor(shape)).readValue(data);
        Optional<Event> event = Optional.ofNullable(read);
        return event.orElseThrow(() -> new IOException("null")); // JSON's null is no event
    }
}
