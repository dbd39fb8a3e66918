package io.boson.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Membership;
import io.boson.events.relay.Relays;
import io.boson.events.session.Attachment;
import io.boson.events.session.RouteType;
import io.boson.events.tunnel.Tunnel;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.server.token.IssuedToken;
import io.boson.server.token.Principal;
import io.boson.server.token.TokenIssuer;
import io.boson.server.wireguard.WireGuardTerms;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// What a client is told when its session is open: where to connect, with which token, and the
/// WireGuard configuration that goes with it. Existing clients read every member of
/// `selectedRoute`.
public final class RouteReply {

    /// For clients that have no key of theirs, as they know it.
    private static final String ALLOWED_IPS = "0.0.0.0/0";

    private final TokenIssuer tokens;
    private final Supplier<Relays> relays;
    private final String ownRelay;
    private final WireGuardTerms terms;

    /// @param relays as far as this instance knows them
    /// @param ownRelay endpoint of this instance's own, for a node that is attached to none
    public RouteReply(
            TokenIssuer tokens, Supplier<Relays> relays, String ownRelay, WireGuardTerms terms) {
        this.tokens = tokens;
        this.relays = relays;
        this.ownRelay = ownRelay;
        this.terms = terms;
    }

    /// @param openedBy who asks, where that is somebody known
    void write(JsonGenerator out, LiveSession session, FleetNode node, Optional<String> openedBy)
            throws IOException {
        out.writeStartObject();
        out.writeFieldName("routes");
        RouteJson.writeWays(out, session, node);
        out.writeObjectFieldStart("selectedRoute");
        Principal.ClientSession client =
                new Principal.ClientSession(session.id(), session.nodeId(), openedBy);
        writeSelected(out, session, node, tokens.session(client, session.expiresAt()));
        out.writeEndObject();
        out.writeEndObject();
    }

    private void writeSelected(
            JsonGenerator out, LiveSession session, FleetNode node, IssuedToken token)
            throws IOException {
        out.writeStringField("id", session.id().toString());
        out.writeStringField("relayEndpoint", relayOf(node) + "/relay/" + session.id());
        out.writeObjectFieldStart("nodeEndpoint");
        out.writeStringField("nodeId", session.nodeId().toString());
        out.writeBooleanField(
                "directConnection", session.session().terms().type() == RouteType.DIRECT);
        out.writeEndObject();
        out.writeStringField("sessionToken", token.text());
        out.writeNumberField("expiresAt", session.expiresAt().toEpochMilli());
        writeWireGuard(out, node, session.session().tunnel());
    }

    /// The relay that the node is attached to: the only one that can pass packets on to it.
    private String relayOf(FleetNode node) {
        return node.socket() instanceof Attachment.Attached(var relay, _, _)
                ? relays.get().endpoint(relay).orElse(ownRelay)
                : ownRelay;
    }

    /// A client without a key of its own has no tunnel, and so no address in one.
    private void writeWireGuard(JsonGenerator out, FleetNode node, Optional<Tunnel> tunnel)
            throws IOException {
        out.writeObjectFieldStart("wireguardConfig");
        out.writeStringField(
                "serverPublicKey",
                node.node().present().map(Membership::profile).orElseThrow().publicKey().text());
        if (terms.endpoint().isPresent()) {
            out.writeStringField("serverEndpoint", terms.endpoint().get());
            out.writeNumberField("serverPort", terms.port().getAsInt());
        } else {
            out.writeNullField("serverEndpoint");
            out.writeNullField("serverPort");
        }
        if (tunnel.isPresent()) {
            out.writeStringField("allowedIPs", terms.tunnel().allowedIps());
            out.writeStringField("clientAddress", tunnel.get().addresses().allowedIps());
            if (!terms.tunnel().dns().isEmpty()) {
                out.writeStringField("dns", terms.tunnel().dns());
            }
            out.writeNumberField("mtu", terms.tunnel().mtu());
            out.writeNumberField("persistentKeepalive", terms.keepaliveSeconds());
        } else {
            out.writeStringField("allowedIPs", ALLOWED_IPS);
        }
        out.writeEndObject();
    }
}
