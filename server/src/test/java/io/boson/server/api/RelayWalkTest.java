package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The main job from end to end: packets through sessions, and each fact of it in the log.
@ExtendWith(SharedServer.class)
class RelayWalkTest {

    private final TestServer server;

    RelayWalkTest(TestServer server) {
        this.server = server;
    }

    @Test
    void packetsGoBothWaysAndClientsOfOneNodeAreKeptApart() {
        NodeHandle node = server.register();
        SessionHandle first = server.open(node);
        SessionHandle second = server.open(node);
        try (RelayPeer nodeEnd = connect(node);
                RelayPeer one = connect(first);
                RelayPeer two = connect(second)) {
            nodeEnd.greeted();
            one.greeted();
            two.greeted();

            one.binary("0400000001ff");
            assertThat(nodeEnd.next()).isEqualTo(data(first, "4,0,0,0,1,255"));
            two.binary("0100");
            assertThat(nodeEnd.next()).isEqualTo(data(second, "1,0"));

            nodeEnd.text(fromNode(second, "[4,7,128]"));
            assertThat(two.next()).isEqualTo("binary 040780");
            nodeEnd.text(fromNode(first, "[4,8]"));
            assertThat(one.next()).isEqualTo("binary 0408");
            one.hearsNothing();
            two.hearsNothing();
        }
    }

    @Test
    void aSessionThatIsEndedEndsAtBothEnds() {
        NodeHandle node = server.register();
        SessionHandle ended = server.open(node);
        SessionHandle other = server.open(node);
        try (RelayPeer nodeEnd = connect(node).greeted();
                RelayPeer client = connect(ended).greeted();
                RelayPeer bystander = connect(other).greeted()) {

            server.operator().delete(ended.path()).expect(204);

            assertThat(client.next()).isEqualTo("closed 1000 Session ended");
            assertThat(nodeEnd.next())
                    .isEqualTo(
                            "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                            .formatted(ended.id())
                                    + "\"payload\":{\"action\":\"disconnect\"}}");
            bystander.binary("0401");
            assertThat(nodeEnd.next()).isEqualTo(data(other, "4,1"));
        }
        assertClosed("1008 Invalid session", ended.id(), ended.token());
    }

    @Test
    void aNodeThatIsTakenAwayTakesAllItsSocketsAlong() {
        NodeHandle node = server.register();
        SessionHandle first = server.open(node);
        SessionHandle second = server.open(node);
        try (RelayPeer nodeEnd = connect(node).greeted();
                RelayPeer one = connect(first).greeted();
                RelayPeer two = connect(second).greeted()) {

            server.operator().delete(node.path()).expect(204);

            assertThat(one.next()).isEqualTo("closed 1000 Session ended");
            assertThat(two.next()).isEqualTo("closed 1000 Session ended");
            String said = nodeEnd.next();
            while (said.contains("\"disconnect\"")) { // of its sessions, if they went first
                said = nodeEnd.next();
            }
            assertThat(said).isEqualTo("closed 1008 Node removed");
        }
        assertClosed("1008 Invalid session", node.id(), node.token());
    }

    @Test
    void whoHasNoRightIsToldWhy() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);

        assertClosed("1008 Unauthorized", session.id(), node.token());
        assertClosed("1008 Unauthorized", node.id(), session.token());
        assertClosed("1008 Unauthorized", session.id(), "junk");
        assertClosed("1008 Invalid session", UUID.randomUUID(), session.token());
    }

    @Test
    void everyFactOfTheWalkIsInTheLog() {
        NodeHandle node = server.register();
        Answer beat = node.api().post(node.path() + "/heartbeat", "{}").expect(200);
        Answer routed =
                server.api()
                        .with("X-Request-Id", "walk-" + node.id())
                        .post(
                                "/api/v1/routing/request",
                                Bodies.route(UUID.randomUUID())
                                        .put("targetNodeId", node.id().toString()));
        SessionHandle session = server.opened(routed);
        try (RelayPeer _ = connect(node).greeted()) {
            try (RelayPeer client = connect(session).greeted()) {
                client.binary("04aabb");
                client.hangUp();
            }
            try (RelayPeer again = connect(session).greeted()) {
                session.api().delete(session.path()).expect(204);
                assertThat(again.next()).startsWith("closed 1000");
            }
        }

        try (FactReader facts =
                new FactReader(
                        server.bootstrapServers(),
                        "boson.nodes",
                        "boson.heartbeats",
                        "boson.sessions")) {
            List<Fact> about = facts.await(node.id(), all -> all.size() >= 11);

            assertThat(types(about, "boson.nodes")).containsExactly("node.registered");
            assertThat(types(about, "boson.heartbeats")).hasSize(1);
            assertThat(types(about, "boson.sessions"))
                    .containsSubsequence("requested", "opened", "attached", "detached", "attached")
                    .containsSubsequence("node-attached", "node-detached")
                    .containsExactlyInAnyOrder(
                            "requested",
                            "opened",
                            "node-attached",
                            "attached",
                            "detached",
                            "attached",
                            "closed",
                            "detached",
                            "node-detached");
            about.forEach(this::assertCloudEvent);
            Fact heartbeat = first(about, "node.heartbeat");
            assertThat(heartbeat.position()).isEqualTo(beat.header("Boson-Position"));
            assertThat(heartbeat.header("ce_actor")).isEqualTo("node:" + node.id());
            assertThat(first(about, "node.registered").header("ce_actor"))
                    .isEqualTo("enrolment:local");
            assertDecision(about, session, routed);
            assertTraffic(about, session);
        }
    }

    private void assertCloudEvent(Fact fact) {
        assertThat(fact.header("ce_specversion")).isEqualTo("1.0");
        assertThat(fact.header("ce_id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(fact.type()).matches("io\\.boson\\.[a-z]+\\.[a-z-]+\\.v1");
        assertThat(fact.header("ce_source")).isEqualTo("/boson/" + server.instanceId());
        assertThat(fact.header("content-type")).isEqualTo("application/json");
        assertThat(fact.header("ce_correlationid")).isNotEmpty();
        assertThat(fact.header("ce_actor")).isNotEmpty();
        assertThat(fact.header("ce_time"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(fact.header("ce_time"))).isBeforeOrEqualTo(Instant.now());
        assertThat(fact.data().isObject()).isTrue();
        assertThat(fact.data().toString()).doesNotContain("eyJ");
    }

    /// The request's position is the one that its answer named; the answer follows from it.
    private static void assertDecision(List<Fact> about, SessionHandle session, Answer routed) {
        Fact requested = first(about, "session.requested");
        Fact opened = first(about, "session.opened");
        assertThat(requested.position()).isEqualTo(routed.header("Boson-Position"));
        assertThat(requested.header("ce_subject")).isEqualTo(session.id().toString());
        assertThat(requested.header("ce_correlationid")).startsWith("walk-");
        assertThat(requested.header("ce_actor")).isEqualTo("anonymous");
        assertThat(opened.header("ce_subject")).isEqualTo(session.id().toString());
        assertThat(opened.header("ce_correlationid"))
                .isEqualTo(requested.header("ce_correlationid"));
        assertThat(opened.header("ce_causationid")).isEqualTo(requested.header("ce_id"));
    }

    private void assertTraffic(List<Fact> about, SessionHandle session) {
        JsonNode detached = first(about, "session.detached").data();
        JsonNode attached = first(about, "session.attached").data();
        assertThat(attached.path("relay").asText()).isEqualTo(server.instanceId());
        assertThat(attached.path("sessionId").asText()).isEqualTo(session.id().toString());
        assertThat(detached.path("connection")).isEqualTo(attached.path("connection"));
        assertThat(detached.path("reason").asText()).isEqualTo("peer-closed");
        assertThat(detached.path("traffic").path("packetsIn").asInt()).isEqualTo(1);
        assertThat(detached.path("traffic").path("bytesIn").asInt()).isEqualTo(3);
    }

    private static List<String> types(List<Fact> facts, String topic) {
        return facts.stream()
                .filter(fact -> fact.topic().equals(topic))
                .map(fact -> fact.type().replaceAll("^io\\.boson\\.(session\\.)?|\\.v1$", ""))
                .collect(Collectors.toList());
    }

    private static Fact first(List<Fact> facts, String type) {
        return facts.stream()
                .filter(fact -> fact.type().equals("io.boson." + type + ".v1"))
                .findFirst()
                .orElseThrow();
    }

    private RelayPeer connect(NodeHandle node) {
        return RelayPeer.connect(server.relay(node.id()), node.id(), node.token());
    }

    private RelayPeer connect(SessionHandle session) {
        return RelayPeer.connect(server.relay(session.id()), session.id(), session.token());
    }

    private void assertClosed(String why, Object id, String token) {
        try (RelayPeer peer = RelayPeer.connect(server.relay(id), id, token)) {
            assertThat(peer.next()).isEqualTo("closed " + why);
        }
    }

    private static String data(SessionHandle session, String bytes) {
        return "{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"client-to-node\","
                        .formatted(session.id())
                + "\"payload\":{\"type\":\"Buffer\",\"data\":["
                + bytes
                + "]}}";
    }

    private static String fromNode(SessionHandle session, String bytes) {
        return "{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"node-to-client\","
                        .formatted(session.id())
                + "\"payload\":{\"type\":\"Buffer\",\"data\":"
                + bytes
                + "}}";
    }
}
