package io.boson.server.api;

import static io.boson.server.api.OriginalFrames.batch;
import static io.boson.server.api.OriginalFrames.data;
import static io.boson.server.api.OriginalFrames.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.turn.stun.Coturn;
import io.boson.server.turn.stun.TurnClient;
import io.boson.server.turn.stun.TurnCredentials;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Transcripts of the original's three clients against a whole server with `legacy` on: what each
/// sends, step by step, and what it looks for in the answers; here the two that are clients, and in
/// [OriginalNodeApiTest] the node. One node at a time is registered, and gone again at the end.
///
/// What a client of the original depends on, and the step that shows it, in the order of the wire
/// contract:
///
/// ```
/// answers on one line, compact               connectSh: health, list
/// error.message and the status               higgsnode: beats()
/// .error is there exactly on failure         connectSh: at its end; route()
/// register: address without port, interval   OriginalNode.registered()
/// register: id, token, relays, STUN servers  OriginalNode.registered(), findsItself()
/// heartbeat: a status alone                  beats()
/// heartbeat: nextHeartbeat, actions          beats()
/// list: nodeId, location.country             connectSh: list
/// list: what a dashboard shows               aTokenThatIsNoReadersIsRefusedTheList
/// deregister: with its token, no body        leaves()
/// metrics: with its token, every 10 s        measures()
/// route: Symmetric, nothing optional         route()
/// route: all of selectedRoute                route()
/// session token on the relay's upgrade       higgsvpnClient
/// session token as a body's sessionId        saysWhereItsWireGuardIs()
/// server key that is no placeholder          connectSh: wireguardConfig
/// TURN: username, password, realm            turnAndStunAsTheShellFindsThem
/// STUN: servers                              findsItself(); the same
/// ICE: iceServers                            turnAndStunAsTheShellFindsThem
/// wireguard/register: a status               saysWhereItsWireGuardIs()
/// health: exactly healthy; 2xx, a body       all three, first step
/// node end: no token, no query               higgsnode: socket
/// node end: how its URL comes about          OriginalNode.relayUrl()
/// client end: relayEndpoint as it is         higgsvpnClient
/// both come back to the same URL             higgsnode, higgsvpnClient: again
/// greeting                                   greeted()
/// payload in the form of a Buffer            carries()
/// batches of 1 to 10, raw from 1500 bytes    toItsOnlyClient()
/// data names the session, both ways          carries()
/// compressed control, disconnect             higgsnode: disconnect
/// forgets a client that is gone              higgsnode: session deleted
/// packet, ping, error; one packet a frame    higgsvpnClient
/// ```
///
/// What needs a STUN or TURN server that answers is skipped where coturn is not installed. None of
/// the three depends on wireguard/unregister, which takes the same token.
@ExtendWith(OriginalServer.Shared.class)
class OriginalClientsApiTest {

    private static final String STUN = "/api/v1/turn/stun";
    private static final String REGISTER = "/api/v1/wireguard/register";

    private final TestServer server;
    private final Optional<Coturn> coturn;

    OriginalClientsApiTest(OriginalServer original) {
        server = original.server();
        coturn = original.coturn();
    }

    @Test
    void higgsvpnClient() {
        NodeHandle node = OriginalNode.registered(server);
        OriginalNode.beat(node).expect(200);
        assertThat(server.api().get("/health").expect(200).json().path("status").asText())
                .isEqualTo("healthy");

        JsonNode route = route(UUID.randomUUID());
        assertThat(route.path("nodeEndpoint").path("nodeId").asText())
                .isEqualTo(node.id().toString());
        URI endpoint = URI.create(route.path("relayEndpoint").asText());
        String id = route.path("id").asText();
        String token = route.path("sessionToken").asText();
        try (RelayPeer nodeEnd =
                RelayPeer.connectTokenless(server.relay(node.id()), node.id()).greeted()) {
            try (RelayPeer client = RelayPeer.connect(endpoint, id, token).greeted()) {
                client.text("{\"type\":\"ping\"}");
                assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
                client.text(packet("0100000001"));
                assertThat(nodeEnd.next()).isEqualTo(data(id, "client-to-node", "1,0,0,0,1"));
                // A batch of one, then one of two; each packet is a frame of its own to the client.
                nodeEnd.binary(batch("0400000001"));
                assertThat(client.next()).isEqualTo(packet("0400000001"));
                nodeEnd.binary(batch("0200000001", "0400000002"));
                assertThat(client.next()).isEqualTo(packet("0200000001"));
                assertThat(client.next()).isEqualTo(packet("0400000002"));
                String large = "04" + "00".repeat(1499);
                nodeEnd.binary(large);
                assertThat(client.next()).isEqualTo(packet(large));
                client.text("{\"type\":\"pong\"}");
                client.text("{");
                assertThat(client.next())
                        .isEqualTo("{\"type\":\"error\",\"data\":\"Frame is not valid JSON\"}");
            }
            // It lost its connection, and comes back to the same URL for ever.
            try (RelayPeer again = RelayPeer.connect(endpoint, id, token).greeted()) {
                again.hearsNothing();
            }
        }
        node.api().delete(node.path()).expect(204);
    }

    @Test
    void connectSh() {
        NodeHandle node = OriginalNode.registered(server);
        OriginalNode.beat(node).expect(200);
        // It greps, and reads the last line only.
        assertThat(server.api().get("/health").expect(200).text())
                .contains("\"status\":\"healthy\"")
                .doesNotContain("\n");

        Answer list = server.api().get("/api/v1/nodes").expect(200);
        assertThat(list.text())
                .isEqualTo(
                        ("{\"nodes\":[{\"nodeId\":\"%s\",\"status\":\"online\","
                                        + "\"location\":{\"country\":\"DE\",\"region\":\"%s\"}}],"
                                        + "\"count\":1}")
                                .formatted(node.id(), Bodies.region(node.id())));

        UUID client = UUID.randomUUID();
        JsonNode route = route(client);
        saysWhereItsWireGuardIs(node, client, route.path("sessionToken").asText());
        JsonNode wireguard = route.path("wireguardConfig");
        assertThat(wireguard.path("serverPublicKey").asText()).isEqualTo(Bodies.key(node.id()));
        assertThat(wireguard.path("serverEndpoint").asText()).matches("[^:]+:\\d+");
        assertThat(wireguard.path("serverPort").isInt()).isTrue();
        assertThat(wireguard.path("allowedIPs").asText()).isEqualTo("0.0.0.0/0");
        node.api().delete(node.path()).expect(204);
        // Nobody is there any more: the request fails, and says so where it looks for it.
        Answer none =
                server.api()
                        .post("/api/v1/routing/request", Bodies.route(UUID.randomUUID()))
                        .expect(503);
        assertThat(none.json().path("error").path("message").asText()).isNotBlank();
    }

    /// No header: what the route calls a session token is the body's `sessionId`.
    private void saysWhereItsWireGuardIs(NodeHandle node, UUID client, String token) {
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        place.put("clientId", client.toString()).put("nodeId", node.id().toString());
        place.put("clientAddress", "192.0.2.55").put("clientPort", 51_820);
        JsonNode refused = server.api().post(REGISTER, place).problem(401, "UNAUTHORIZED");
        assertThat(refused.path("message").asText()).isNotBlank();

        place.put("sessionId", token);
        JsonNode said = server.api().post(REGISTER, place).expect(200).json();
        assertThat(said.has("error")).isFalse();
        assertThat(said.path("status").asText()).isEqualTo("registered");
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.usage")) {
            List<Fact> told = facts.await(node.id(), all -> !all.isEmpty() && isOffer(all));
            JsonNode offer = told.getLast().data();
            assertThat(offer.path("address").asText()).isEqualTo("192.0.2.55");
            assertThat(offer.path("port").asInt()).isEqualTo(51_820);
        }
    }

    private static boolean isOffer(List<Fact> all) {
        return all.getLast().type().equals("io.boson.session.candidate-offered.v1");
    }

    /// It greps for a word in each list, and takes the first server's credentials.
    @Test
    void turnAndStunAsTheShellFindsThem() throws Exception {
        assumeTrue(coturn.isPresent(), "coturn is not installed");
        Answer turn = server.api().get("/api/v1/turn/servers").expect(200);
        assertThat(turn.text()).contains("\"servers\"", "\"username\"").doesNotContain("\n");
        JsonNode first = turn.json().path("servers").path(0);
        assertThat(first.path("realm").asText()).isEqualTo("boson");
        var credentials =
                new TurnCredentials(
                        first.path("username").asText(), first.path("password").asText());
        try (TurnClient client =
                TurnClient.udp(
                        first.path("host").asText(),
                        first.path("port").asInt(),
                        new SecureRandom())) {
            assertThat(client.allocate(credentials).realm()).isEqualTo("boson");
            client.release();
        }
        assertThat(server.api().get(STUN).expect(200).text())
                .startsWith("{\"servers\":[{\"host\":")
                .contains(":%d}".formatted(coturn.orElseThrow().port()));
        Answer ice = server.api().get("/api/v1/turn/ice").expect(200);
        assertThat(ice.text()).contains("\"iceServers\"").doesNotContain("\n");
        JsonNode all = ice.json().path("iceServers");
        JsonNode relays = all.path(all.size() - 1);
        assertThat(relays.path("urls").isArray()).isTrue();
        assertThat(relays.path("username")).isEqualTo(first.path("username"));
        assertThat(relays.path("credential")).isEqualTo(first.path("password"));
    }

    /// Only who shows nothing at all is shown the short list; a wrong token is still wrong.
    @Test
    void aTokenThatIsNoReadersIsRefusedTheList() {
        NodeHandle node = OriginalNode.registered(server);

        node.api().get("/api/v1/nodes").problem(403, "FORBIDDEN");
        server.api().as("junk").get("/api/v1/nodes").expect(401);
        JsonNode read = server.operator().get("/api/v1/nodes").expect(200).json();
        assertThat(Answer.fields(read.path("nodes").path(0))).contains("publicKey");

        node.api().delete(node.path()).expect(204);
    }

    private JsonNode route(UUID client) {
        Answer answer =
                server.api().post("/api/v1/routing/request", Bodies.route(client)).expect(200);
        assertThat(answer.json().has("error")).isFalse();
        JsonNode route = answer.json().path("selectedRoute");
        assertThat(Answer.fields(route))
                .contains("id", "relayEndpoint", "nodeEndpoint", "sessionToken", "expiresAt")
                .contains("wireguardConfig");
        assertThat(route.path("nodeEndpoint").path("directConnection").isBoolean()).isTrue();
        assertThat(route.path("expiresAt").isIntegralNumber()).isTrue();
        return route;
    }
}
