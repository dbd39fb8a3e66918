package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.boson.events.session.KeptDecision;
import io.boson.events.session.RouteType;
import io.boson.events.session.RoutingDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// The decision in a session's request. Five readers pass each request and four of them want the
/// type of the route only, so the rest is skipped, and its bytes kept for whoever does want it.
final class KeptDecisionJson {

    /// Attribute of a read: the bytes that the parser walks over.
    private static final Object SOURCE = KeptDecisionJson.class;

    private KeptDecisionJson() {}

    /// @return reads `data` so that the decision in it stays unread
    static ObjectReader over(byte[] data, ObjectReader reader) {
        return reader.withAttribute(SOURCE, data);
    }

    static final class Writer extends StdSerializer<KeptDecision> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(KeptDecision.class);
        }

        @Override
        public void serialize(KeptDecision value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            provider.defaultSerializeValue(value.whole(), out);
        }
    }

    static final class Reader extends StdDeserializer<KeptDecision> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(KeptDecision.class);
        }

        @Override
        public KeptDecision deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (!(context.getAttribute(SOURCE) instanceof byte[] source)) {
                return KeptDecision.of(context.readValue(in, RoutingDecision.class));
            }
            int from = (int) in.currentTokenLocation().getByteOffset();
            Optional<RouteType> type = Optional.empty();
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("decision is no object");
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                if (in.nextToken() == JsonToken.START_OBJECT && name.equals("choice")) {
                    type = typeOfChoice(in);
                } else {
                    in.skipChildren();
                }
            }
            int to = (int) in.currentLocation().getByteOffset();
            byte[] own = Arrays.copyOfRange(source, from, to);
            JsonMapper json = (JsonMapper) in.getCodec();
            return KeptDecision.unread(type, () -> read(json, own));
        }

        private static Optional<RouteType> typeOfChoice(JsonParser in) throws IOException {
            Optional<RouteType> type = Optional.empty();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                if (name.equals("type")) {
                    type = Optional.of(JsonMembers.parsed(name, in, RouteType::parse));
                } else {
                    in.skipChildren();
                }
            }
            return type;
        }

        private static RoutingDecision read(JsonMapper json, byte[] bytes) {
            try {
                return json.readValue(bytes, RoutingDecision.class);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }
}
