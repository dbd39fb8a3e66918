package io.boson.server.node;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Membership;
import io.boson.server.config.HostPort;
import io.boson.server.http.HostPortJson;
import io.boson.server.token.IssuedToken;
import io.boson.server.token.TokenIssuer;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// What a node is told when it has registered: where the relay is, and its token.
public final class RegistrationReply {

    private final TokenIssuer tokens;
    private final RelayAnnouncement relay;
    private final Supplier<List<HostPort>> stunServers;

    /// @param stunServers that answer right now; no stranger's servers are named
    public RegistrationReply(
            TokenIssuer tokens, RelayAnnouncement relay, Supplier<List<HostPort>> stunServers) {
        this.tokens = tokens;
        this.relay = relay;
        this.stunServers = stunServers;
    }

    void write(JsonGenerator out, Membership member) throws IOException {
        IssuedToken token =
                tokens.node(member.id(), member.registration().toString(), member.registeredAt());
        out.writeStartObject();
        out.writeStringField("nodeId", member.id().toString());
        out.writeStringField("status", "registered");
        out.writeArrayFieldStart("relayServers");
        out.writeStartObject();
        out.writeStringField("id", relay.id());
        out.writeStringField("host", relay.host());
        out.writeNumberField("port", relay.port());
        out.writeStringField("protocol", "websocket");
        // Existing nodes guess the scheme from the host; who knows this member need not.
        out.writeStringField("url", relay.url());
        out.writeEndObject();
        out.writeEndArray();
        out.writeFieldName("stunServers");
        HostPortJson.write(out, stunServers.get());
        out.writeStringField("sessionToken", token.text());
        out.writeNumberField("expiresAt", token.expiresAt().toEpochMilli());
        out.writeEndObject();
    }
}
