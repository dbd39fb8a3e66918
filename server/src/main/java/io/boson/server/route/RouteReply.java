package io.boson.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Membership;
import io.boson.events.session.RouteType;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.server.token.IssuedToken;
import io.boson.server.token.TokenIssuer;
import java.io.IOException;

/// What a client is told when its session is open: where to connect, with which token, and the
/// WireGuard configuration that goes with it. Existing clients read every member of
/// `selectedRoute`.
public final class RouteReply {

    private static final String ALLOWED_IPS = "0.0.0.0/0";

    private final TokenIssuer tokens;
    private final String host;
    private final int relayPort;
    private final int udpPort;

    /// @param host as clients reach it
    public RouteReply(TokenIssuer tokens, String host, int relayPort, int udpPort) {
        this.tokens = tokens;
        this.host = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
        this.relayPort = relayPort;
        this.udpPort = udpPort;
    }

    void write(JsonGenerator out, LiveSession session, FleetNode node) throws IOException {
        out.writeStartObject();
        out.writeFieldName("routes");
        RouteJson.writeWays(out, session, node);
        out.writeObjectFieldStart("selectedRoute");
        writeSelected(out, session, node);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void writeSelected(JsonGenerator out, LiveSession session, FleetNode node)
            throws IOException {
        IssuedToken token = tokens.session(session.id(), session.nodeId(), session.expiresAt());
        out.writeStringField("id", session.id().toString());
        out.writeStringField(
                "relayEndpoint", "ws://" + host + ":" + relayPort + "/relay/" + session.id());
        out.writeObjectFieldStart("nodeEndpoint");
        out.writeStringField("nodeId", session.nodeId().toString());
        out.writeBooleanField(
                "directConnection", session.session().terms().type() == RouteType.DIRECT);
        out.writeEndObject();
        out.writeStringField("sessionToken", token.text());
        out.writeNumberField("expiresAt", session.expiresAt().toEpochMilli());
        writeWireGuard(out, node);
    }

    private void writeWireGuard(JsonGenerator out, FleetNode node) throws IOException {
        out.writeObjectFieldStart("wireguardConfig");
        out.writeStringField(
                "serverPublicKey",
                node.node().present().map(Membership::profile).orElseThrow().publicKey().text());
        out.writeStringField("serverEndpoint", host + ":" + udpPort);
        out.writeNumberField("serverPort", udpPort);
        out.writeStringField("allowedIPs", ALLOWED_IPS);
        out.writeEndObject();
    }
}
