package io.boson.server.node;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Membership;
import io.boson.server.token.IssuedToken;
import io.boson.server.token.TokenIssuer;
import java.io.IOException;

/// What a node is told when it has registered: where the relay is, and its token.
public final class RegistrationReply {

    private final TokenIssuer tokens;
    private final String relayId;
    private final String relayHost;
    private final int relayPort;

    /// @param relayHost as nodes reach it
    public RegistrationReply(TokenIssuer tokens, String relayId, String relayHost, int relayPort) {
        this.tokens = tokens;
        this.relayId = relayId;
        this.relayHost = relayHost;
        this.relayPort = relayPort;
    }

    void write(JsonGenerator out, Membership member) throws IOException {
        IssuedToken token =
                tokens.node(member.id(), member.registration().toString(), member.registeredAt());
        out.writeStartObject();
        out.writeStringField("nodeId", member.id().toString());
        out.writeStringField("status", "registered");
        out.writeArrayFieldStart("relayServers");
        out.writeStartObject();
        out.writeStringField("id", relayId);
        out.writeStringField("host", relayHost);
        out.writeNumberField("port", relayPort);
        out.writeStringField("protocol", "websocket");
        out.writeEndObject();
        out.writeEndArray();
        // Empty until the relay answers STUN: no stranger's servers are named.
        out.writeArrayFieldStart("stunServers");
        out.writeEndArray();
        out.writeStringField("sessionToken", token.text());
        out.writeNumberField("expiresAt", token.expiresAt().toEpochMilli());
        out.writeEndObject();
    }
}
