package io.boson.events.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.boson.events.UuidText;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NatType;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.KeptDecision;
import io.boson.events.session.RouteReason;
import io.boson.events.session.RouteType;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionRefusal;
import io.boson.events.telemetry.NodeStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How Boson's own values look as JSON, everywhere: members as the records name them, ids and keys
/// as text, times as ISO 8601 in UTC with exactly three decimals, coordinates as
/// `[latitude, longitude]`, constants such as reasons as `lower-case-words`. What is absent is left
/// out and map keys are sorted, so that equal values have equal bytes.
///
/// Reading ignores unknown members and refuses everything else that does not fit: a missing
/// member, a number in quotes, a fraction where a whole number belongs.
public final class BosonJson {

    /// Three decimals always, also where they are zero.
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private static final JsonInclude.Value PRESENT =
            JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT);

    private BosonJson() {}

    public static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    /// Empty where the text is no time between the years 0 and 9999.
    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text))
                    .filter(time -> !time.isBefore(YEAR_0) && time.isBefore(YEAR_10000));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    public static JsonMapper mapper() {
        JsonMapper.Builder mapper =
                JsonMapper.builder()
                        .addModule(new Jdk8Module())
                        .addModule(values())
                        .defaultPropertyInclusion(PRESENT)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        return WireShapes.in(mapper).build();
    }

    private static SimpleModule values() {
        SimpleModule module = new SimpleModule("boson-values");
        text(module, Instant.class, BosonJson::text, BosonJson::instant);
        text(module, NodeId.class, NodeId::toString, NodeId::parse);
        text(module, SessionId.class, SessionId::toString, SessionId::parse);
        text(module, ClientId.class, ClientId::toString, ClientId::parse);
        text(
                module,
                RegistrationId.class,
                RegistrationId::toString,
                id -> UuidText.parse(id).map(RegistrationId::new));
        text(module, UUID.class, UUID::toString, UuidText::parse);
        text(module, Holder.class, Holder::digest, Holder::parse);
        text(module, WireGuardKey.class, WireGuardKey::text, WireGuardKey::parse);
        text(module, NatType.class, NatType::text, NatType::parse);
        text(module, NodeStatus.class, NodeStatus::text, NodeStatus::parse);
        text(module, RouteType.class, RouteType::text, RouteType::parse);
        words(module, RemovalReason.class);
        words(module, SessionRefusal.class);
        words(module, CloseReason.class);
        words(module, RouteReason.class);
        module.addSerializer(new KeptDecisionJson.Writer());
        module.addDeserializer(KeptDecision.class, new KeptDecisionJson.Reader());
        module.addSerializer(new CoordinatesWriter());
        module.addDeserializer(Coordinates.class, new CoordinatesReader());
        return module;
    }

    private static <E extends Enum<E>> void words(SimpleModule module, Class<E> type) {
        Map<String, E> byWord =
                Arrays.stream(type.getEnumConstants())
                        .collect(Collectors.toUnmodifiableMap(BosonJson::word, e -> e));
        text(module, type, BosonJson::word, word -> Optional.ofNullable(byWord.get(word)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> void text(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, Optional<T>> read) {
        module.addSerializer(type, new TextWriter<>(write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    private static final class TextWriter<T> extends JsonSerializer<T> {
        private final Function<T, String> write;

        TextWriter(Function<T, String> write) {
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, Optional<T>> read;

        TextReader(Class<T> type, Function<String, Optional<T>> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getText();
            Optional<T> value = read.apply(text);
            if (value.isEmpty()) {
                throw context.weirdStringException(
                        text, handledType(), "not a " + handledType().getSimpleName());
            }
            return value.get();
        }
    }

    private static final class CoordinatesWriter extends StdSerializer<Coordinates> {
        private static final long serialVersionUID = 1L;

        CoordinatesWriter() {
            super(Coordinates.class);
        }

        @Override
        public void serialize(Coordinates value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeArray(new double[] {value.latitude(), value.longitude()}, 0, 2);
        }
    }

    private static final class CoordinatesReader extends StdDeserializer<Coordinates> {
        private static final long serialVersionUID = 1L;

        CoordinatesReader() {
            super(Coordinates.class);
        }

        @Override
        public Coordinates deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            double[] pair = context.readValue(in, double[].class);
            if (pair.length != 2) {
                return context.reportInputMismatch(this, "coordinates are two numbers");
            }
            return new Coordinates(pair[0], pair[1]);
        }
    }
}
