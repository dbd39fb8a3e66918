package io.boson.server.session;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.codec.BosonJson;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionTerms;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionUse;
import java.io.IOException;

/// A live session as readers get it. Where its client is reached is for those alone who run the
/// network; no credential is in it.
final class SessionJson {

    private SessionJson() {}

    /// @param withPlaces whether relay, connection and the client's address are shown
    static void write(JsonGenerator out, LiveSession live, boolean withPlaces) throws IOException {
        SessionTerms terms = live.session().terms();
        out.writeStartObject();
        out.writeStringField("clientId", terms.clientId().toString());
        out.writeStringField("nodeId", terms.nodeId().toString());
        out.writeStringField("sessionId", terms.sessionId().toString());
        out.writeStringField("routeId", terms.sessionId().toString());
        out.writeStringField("status", "active");
        out.writeStringField("routeType", terms.type().text());
        out.writeStringField("createdAt", BosonJson.text(live.session().openedAt()));
        out.writeStringField("expiresAt", BosonJson.text(live.expiresAt()));
        if (live.session().tunnel().isPresent()) {
            out.writeObjectFieldStart("tunnel");
            TunnelAddresses own = live.session().tunnel().get().addresses();
            out.writeStringField("ipv4", own.ipv4());
            out.writeStringField("ipv6", own.ipv6());
            out.writeEndObject();
        }
        writeConnection(out, live.session().attachment(), withPlaces);
        if (live.use().isPresent()) {
            writeUse(out, live.use().get(), withPlaces);
        }
        out.writeEndObject();
    }

    /// Bytes are payload: in from the client, out to it.
    private static void writeUse(JsonGenerator out, SessionUse use, boolean withPlaces)
            throws IOException {
        out.writeObjectFieldStart("traffic");
        out.writeNumberField("packetsIn", use.total().packetsIn());
        out.writeNumberField("bytesIn", use.total().bytesIn());
        out.writeNumberField("packetsOut", use.total().packetsOut());
        out.writeNumberField("bytesOut", use.total().bytesOut());
        out.writeStringField("at", BosonJson.text(use.at()));
        out.writeEndObject();
        if (withPlaces) {
            out.writeStringField("clientAddress", use.address());
            out.writeNumberField("clientPort", use.port());
        }
    }

    private static void writeConnection(
            JsonGenerator out, Attachment attachment, boolean withPlaces) throws IOException {
        switch (attachment) {
            case Attachment.Never() -> out.writeNullField("connectionType");
            case Attachment.Detached(var since) -> {
                out.writeNullField("connectionType");
                out.writeStringField("detachedSince", BosonJson.text(since));
            }
            case Attachment.Attached(var relay, var connection, var since) -> {
                out.writeStringField("connectionType", "WebSocket");
                out.writeStringField("attachedSince", BosonJson.text(since));
                if (withPlaces) {
                    out.writeStringField("relay", relay);
                    out.writeStringField("connection", connection.toString());
                }
            }
        }
    }
}
