package io.boson.streams.state;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.boson.events.codec.BosonJson;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.session.Attachment;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// States as JSON. A sealed type says which case it is in a member `is`.
///
/// What lies in a store belongs to one version of the folds and may change with it; what lies in
/// the compacted topics is read by others and may only grow.
public final class StateJson<T> {

    private static final JsonMapper JSON = mapper();

    private final Class<T> type;

    public StateJson(Class<T> type) {
        this.type = type;
    }

    public byte[] write(T state) {
        try {
            return JSON.writeValueAsBytes(state);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail to be written
        }
    }

    /// @throws SerializationException where the bytes are not this state
    public T read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException malformed) {
            throw new SerializationException("not a " + type.getSimpleName(), malformed);
        }
    }

    public Serde<T> serde() {
        return Serdes.serdeFrom((_, state) -> writeOrNull(state), (_, bytes) -> readOrNull(bytes));
    }

    /// Kafka asks with null for "no value" and wants null back.
    private byte @Nullable [] writeOrNull(@Nullable T state) {
        return state == null ? null : write(state);
    }

    private @Nullable T readOrNull(byte @Nullable [] bytes) {
        return bytes == null ? null : read(bytes);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Cased {}

    /// What was written before there was anything but sessions has no `is`.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is", defaultImpl = ArbiterEntry.class)
    private interface CasedOfLate {}

    private static JsonMapper mapper() {
        SimpleModule positions = new SimpleModule("boson-positions");
        positions.addSerializer(LogPosition.class, new PositionWriter());
        positions.addDeserializer(LogPosition.class, new PositionReader());
        JsonMapper mapper = BosonJson.mapper();
        mapper.registerModule(positions);
        cases(mapper, Node.class);
        cases(mapper, Membership.Silence.class);
        cases(mapper, Attachment.class);
        cases(mapper, Session.class);
        cases(mapper, Session.Ending.class);
        cases(mapper, SessionEvent.OfSession.class);
        cases(mapper, ArbiterRecord.class, CasedOfLate.class);
        return mapper;
    }

    /// `Node.Active` is written as `active`.
    private static void cases(JsonMapper mapper, Class<?> sealed) {
        cases(mapper, sealed, Cased.class);
    }

    private static void cases(JsonMapper mapper, Class<?> sealed, Class<?> how) {
        mapper.addMixIn(sealed, how);
        for (Class<?> subtype : sealed.getPermittedSubclasses()) {
            String name = subtype.getSimpleName();
            String camel = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            mapper.registerSubtypes(new NamedType(subtype, camel));
        }
    }

    private static final class PositionWriter extends JsonSerializer<LogPosition> {
        @Override
        public void serialize(LogPosition value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class PositionReader extends JsonDeserializer<LogPosition> {
        @Override
        public LogPosition deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = in.getText();
            return LogPosition.parse(text)
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "not a log position: "
                                                    + text.substring(
                                                            0, Math.min(40, text.length()))));
        }
    }
}
