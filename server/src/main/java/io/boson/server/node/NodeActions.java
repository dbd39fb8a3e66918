package io.boson.server.node;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.codec.BosonJson;
import io.boson.events.node.Node;
import io.boson.server.wireguard.PeerSync;
import java.io.IOException;

/// What a node is told with each answer to a heartbeat: what is so now, not what has changed, so
/// that a lost answer costs nothing.
///
/// ```json
/// "actions":[{"type":"maintenance",
///             "payload":{"draining":true,"until":"2026-01-01T00:05:00.000Z"}}]
/// ```
final class NodeActions {

    private NodeActions() {}

    static void write(JsonGenerator out, Node node, PeerSync.News peers) throws IOException {
        out.writeArrayFieldStart("actions");
        if (node instanceof Node.Draining(_, var until)) {
            out.writeStartObject();
            out.writeStringField("type", "maintenance");
            out.writeObjectFieldStart("payload");
            out.writeBooleanField("draining", true);
            out.writeStringField("until", BosonJson.text(until));
            out.writeEndObject();
            out.writeEndObject();
        }
        peers.writeAction(out);
        out.writeEndArray();
    }
}
