package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Packets over HTTP: to the right end, from who may, and answered with what became of them.
@ExtendWith(SharedServer.class)
class PacketApiTest {

    private static final String TO_CLIENT = "/api/v1/packets";
    private static final String TO_NODE = "/api/v1/packets/from-client";
    private static final String QUEUED = "{\"status\":\"queued\"}";
    private static final String ABSENT = "{\"status\":\"dropped\",\"reason\":\"peer-absent\"}";

    private final TestServer server;

    PacketApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void theyReachTheOtherEndAndNobodyElse() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        SessionHandle other = server.open(node);
        try (RelayPeer nodeEnd = connect(node.id(), node.token()).greeted();
                RelayPeer client = connect(session.id(), session.token()).greeted();
                RelayPeer bystander = connect(other.id(), other.token()).greeted()) {
            assertThat(node.api().post(TO_CLIENT, body(session, "0401")).expect(200).text())
                    .isEqualTo(QUEUED);
            assertThat(client.next()).isEqualTo("binary 0401");
            assertThat(session.api().post(TO_NODE, body(session, "0402")).expect(200).text())
                    .isEqualTo(QUEUED);
            assertThat(nodeEnd.next()).contains(session.id().toString()).contains("[4,2]");
            bystander.hearsNothing();
        }
    }

    @Test
    void anAbsentEndIsTold() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);

        assertThat(session.api().post(TO_NODE, body(session, "04")).expect(200).text())
                .isEqualTo(ABSENT);
    }

    @Test
    void nobodyElseMaySend() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        SessionHandle other = server.open(node);
        String body = body(session, "04");

        server.api().post(TO_CLIENT, body).problem(401, "UNAUTHORIZED");
        server.api().post(TO_NODE, body).problem(401, "UNAUTHORIZED");
        server.register().api().post(TO_CLIENT, body).problem(404, "NOT_FOUND");
        session.api().post(TO_CLIENT, body).problem(403, "FORBIDDEN");
        node.api().post(TO_NODE, body).problem(403, "FORBIDDEN");
        other.api().post(TO_NODE, body).problem(404, "NOT_FOUND");
    }

    @Test
    void whatIsNoPacketIsNamed() {
        SessionHandle session = server.open(server.register());

        session.api().post(TO_NODE, "{\"packet\":\"?\"}").problem(400, "VALIDATION_FAILED");
        session.api().post(TO_NODE, "{\"packet\":\"\"}").problem(400, "VALIDATION_FAILED");
        session.api().post(TO_NODE, "{}").problem(400, "VALIDATION_FAILED");
    }

    @Test
    void aPacketOf64KiBPassesBothWaysAndOneByteMoreDoesNot() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        String longest = "04" + "00".repeat(65_535);
        try (RelayPeer nodeEnd = connect(node.id(), node.token()).greeted();
                RelayPeer client = connect(session.id(), session.token()).greeted()) {
            assertThat(node.api().post(TO_CLIENT, body(session, longest)).expect(200).text())
                    .isEqualTo(QUEUED);
            assertThat(client.next()).isEqualTo("binary " + longest);
            assertThat(session.api().post(TO_NODE, body(session, longest)).expect(200).text())
                    .isEqualTo(QUEUED);
            assertThat(nodeEnd.next()).contains("\"data\":[4" + ",0".repeat(65_535) + "]}");

            tooLong(node.api().post(TO_CLIENT, body(session, longest + "00")));
            tooLong(session.api().post(TO_NODE, body(session, longest + "00")));
            tooLong(session.api().post(TO_NODE, body(session, longest + "000000")));
            client.hearsNothing();
        }
    }

    private static void tooLong(Answer answer) {
        assertThat(answer.problem(400, "VALIDATION_FAILED").path("message").asText())
                .startsWith("Validation failed: packet must ");
    }

    private RelayPeer connect(Object id, String token) {
        return RelayPeer.connect(server.relay(id), id, token);
    }

    private static String body(SessionHandle session, String hex) {
        return "{\"sessionId\":\"%s\",\"packet\":\"%s\"}"
                .formatted(
                        session.id(),
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
    }
}
