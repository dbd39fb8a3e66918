package io.boson.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.events.codec.BosonJson;
import io.boson.events.session.RoutingDecision;
import io.boson.projections.route.Explanation;
import io.boson.projections.route.RouteRanking;
import io.boson.server.http.JsonBody;
import java.io.IOException;
import java.util.List;

/// A recorded decision as it is read: the sentence first, then the record as the log holds it.
///
/// ```json
/// {"id":"...","sentence":"Node ... was chosen ...","at":"...","position":"sessions-1-42",
///  "reproduced":true,
///  "decision":{"policyVersion":"balanced-1a2b3c4d","seed":"...","candidates":[...],...}}
/// ```
///
/// `reproduced` says that the same rules applied to the recorded inputs give this very record.
/// Whoever does not run the network sees of the candidates only the one that was chosen.
final class ExplanationJson {

    private static final JsonMapper MAPPER = BosonJson.mapper();

    private ExplanationJson() {}

    /// @param whole whether the other candidates are shown
    static JsonBody of(String id, RecordedDecision recorded, boolean whole) {
        RoutingDecision decision = recorded.decision();
        return out -> {
            out.writeStartObject();
            out.writeStringField("id", id);
            out.writeStringField("sentence", Explanation.of(decision));
            out.writeStringField("at", BosonJson.text(recorded.at()));
            out.writeStringField("position", recorded.position().toString());
            out.writeBooleanField("reproduced", RouteRanking.recompute(decision).equals(decision));
            out.writeFieldName("decision");
            writeDecision(out, whole ? decision : shortened(decision));
            out.writeEndObject();
        };
    }

    private static void writeDecision(JsonGenerator out, RoutingDecision decision)
            throws IOException {
        ObjectNode tree = MAPPER.valueToTree(decision);
        MAPPER.writeTree(out, tree);
    }

    private static RoutingDecision shortened(RoutingDecision decision) {
        List<RoutingDecision.Candidate> shown =
                decision.candidates().stream()
                        .filter(
                                each ->
                                        decision.choice().isPresent()
                                                && each.nodeId().equals(decision.chosen()))
                        .toList();
        return new RoutingDecision(
                decision.policy(),
                decision.policyVersion(),
                decision.seed(),
                decision.requirements(),
                decision.client(),
                decision.known(),
                decision.considered(),
                decision.bestScore(),
                decision.nearEquals(),
                shown,
                decision.refused(),
                decision.choice());
    }
}
