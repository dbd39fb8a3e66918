package io.boson.events.codec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.boson.events.node.NodeId;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.KeptDecision;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionRequest;
import io.boson.events.tunnel.PeerKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the wire differs from the records, for the sake of who reads the topics.
final class WireShapes {

    private WireShapes() {}

    static JsonMapper.Builder in(JsonMapper.Builder mapper) {
        return mapper.addMixIn(SessionEvent.Requested.class, Requested.class)
                .addMixIn(RoutingDecision.class, Decision.class);
    }

    /// Every session event has its `sessionId` and `nodeId` at the top, this one too.
    @JsonDeserialize(converter = FromFlat.class)
    private record Requested(@JsonUnwrapped SessionRequest request, Instant at) {}

    /// Jackson buffers all tokens of an unwrapped record before it reads the first; flat it does
    /// not.
    record FlatRequest(
            SessionId sessionId,
            NodeId nodeId,
            ClientId clientId,
            Holder holder,
            KeptDecision decision,
            NodeCapacity capacity,
            long lifeMaxSeconds,
            long answerWithinMillis,
            Optional<PeerKeys> keys,
            Instant at) {}

    static final class FromFlat extends StdConverter<FlatRequest, SessionEvent.Requested> {
        @Override
        public SessionEvent.Requested convert(FlatRequest flat) {
            return new SessionEvent.Requested(
                    new SessionRequest(
                            flat.sessionId(),
                            flat.nodeId(),
                            flat.clientId(),
                            flat.holder(),
                            flat.decision(),
                            flat.capacity(),
                            flat.lifeMaxSeconds(),
                            flat.answerWithinMillis(),
                            flat.keys()),
                    flat.at());
        }
    }

    /// Many JSON readers keep numbers as doubles and would bend a 64-bit seed: it travels as text.
    private record Decision(
            RoutePolicy policy,
            String policyVersion,
            @JsonSerialize(using = ToStringSerializer.class)
                    @JsonDeserialize(using = LongText.class)
                    long seed,
            RouteRequirements requirements,
            RouteClient client,
            int known,
            int considered,
            double bestScore,
            int nearEquals,
            List<RoutingDecision.Candidate> candidates,
            Map<String, Integer> refused,
            Optional<RoutingDecision.Choice> choice) {}

    static final class LongText extends StdDeserializer<Long> {
        private static final long serialVersionUID = 1L;

        LongText() {
            super(long.class);
        }

        @Override
        public Long deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getText();
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException notALong) {
                throw context.weirdStringException(text, handledType(), "not a 64-bit number");
            }
        }
    }
}
