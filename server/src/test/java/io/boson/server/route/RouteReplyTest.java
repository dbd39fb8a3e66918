package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.relay.RelayEvent;
import io.boson.events.relay.Relays;
import io.boson.events.session.Attachment;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.server.config.TokenConfig;
import io.boson.server.config.TunnelConfig;
import io.boson.server.http.Json;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenIssuer;
import io.boson.server.wireguard.WireGuardTerms;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Where a client is sent.
class RouteReplyTest {

    private static final String OWN = "ws://own.example:3001";
    private static final NodeSample NODE = NodeSample.of(1);
    private static final Relays RELAYS =
            Relays.NONE.evolve(
                    new RelayEvent.Started("other", "wss://other.example:3001", Samples.T0));

    private final Clock clock = Clock.fixed(Samples.T0, ZoneOffset.UTC);
    private final InMemoryEventLog log = new InMemoryEventLog(1);
    private final InMemorySessions sessions = InMemorySessions.following(log);

    private static final WireGuardTerms TERMS =
            new WireGuardTerms(
                    "own.example",
                    OptionalInt.of(51_820),
                    TunnelConfig.DEFAULTS,
                    TunnelRange.SAMPLE);

    @Test
    void toTheRelayThatTheNodeIsAttachedTo() throws IOException {
        assertThat(endpoint(attachedTo("other"))).startsWith("wss://other.example:3001/relay/");
    }

    @Test
    void toThisServersOwnWhereTheNodeIsAttachedToNone() throws IOException {
        assertThat(endpoint(Attachment.never())).startsWith(OWN + "/relay/");
        assertThat(endpoint(new Attachment.Detached(Samples.T0))).startsWith(OWN + "/relay/");
    }

    @Test
    void toThisServersOwnWhereNobodySaidWhereTheRelayIs() throws IOException {
        assertThat(endpoint(attachedTo("unheard-of"))).startsWith(OWN + "/relay/");
    }

    @Test
    void withoutAUdpPortNobodyIsToldOfOne() throws IOException {
        WireGuardTerms none =
                new WireGuardTerms(
                        "own.example",
                        OptionalInt.empty(),
                        TunnelConfig.DEFAULTS,
                        TunnelRange.SAMPLE);
        JsonNode config = selected(Attachment.never(), none).path("wireguardConfig");
        assertThat(config.path("serverEndpoint").isNull()).isTrue();
        assertThat(config.path("serverPort").isNull()).isTrue();
        JsonNode usual = selected(Attachment.never(), TERMS).path("wireguardConfig");
        assertThat(usual.path("serverEndpoint").asText()).isEqualTo("own.example:51820");
        assertThat(usual.path("allowedIPs").asText()).isEqualTo("0.0.0.0/0");
        assertThat(usual.has("clientAddress")).isFalse();
    }

    private static Attachment attachedTo(String relay) {
        return new Attachment.Attached(relay, Samples.connection(1), Samples.T0);
    }

    private String endpoint(Attachment socket) throws IOException {
        JsonNode selected = selected(socket, TERMS);
        String endpoint = selected.path("relayEndpoint").asText();
        assertThat(endpoint).endsWith("/relay/" + selected.path("id").asText());
        return endpoint;
    }

    private JsonNode selected(Attachment socket, WireGuardTerms terms) throws IOException {
        log.append(Samples.envelope(Samples.requested(1, NODE, Samples.T0)));
        LiveSession live = sessions.snapshot().find(Samples.sessionId(1)).orElseThrow();
        FleetNode known = NODE.active(Samples.T0);
        FleetNode node = new FleetNode(known.node(), known.load(), socket, known.nodesOffset());
        TokenIssuer tokens =
                new TokenIssuer(
                        SigningKeys.generate(),
                        TokenConfig.defaults(Path.of("unused")),
                        clock,
                        new Random(1));
        RouteReply reply = new RouteReply(tokens, () -> RELAYS, OWN, terms);
        JsonNode json =
                new JsonMapper()
                        .readTree(
                                Json.bytes(out -> reply.write(out, live, node, Optional.empty())));
        return json.path("selectedRoute");
    }
}
