package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A session that has carried what it may. A server of its own, with a quota.
class QuotaApiTest {

    private static final int PACKET_BYTES = 60_000;
    private static final int WITHIN_QUOTA = (1 << 20) / PACKET_BYTES;

    @Test
    void aSessionThatIsSpentEndsAndItsNeighbourGoesOn() throws IOException {
        try (TestServer server =
                TestServer.start(
                        Map.of(
                                "BOSON_RELAY_SESSION_QUOTA", "1MiB",
                                "BOSON_DATABASE_URL", "none"))) {
            NodeHandle node = server.register();
            SessionHandle spender = server.open(node);
            SessionHandle neighbour = server.open(node);
            try (RelayPeer nodeEnd = connect(server, node.id(), node.token());
                    RelayPeer client = connect(server, spender.id(), spender.token());
                    RelayPeer other = connect(server, neighbour.id(), neighbour.token())) {
                String packet = "04".repeat(PACKET_BYTES);
                for (int sent = 0; sent < WITHIN_QUOTA; sent++) {
                    client.binary(packet);
                    assertThat(nodeEnd.next()).contains(spender.id().toString());
                }

                client.binary(packet);

                assertThat(client.next()).isEqualTo("closed 1008 Session quota spent");
                String said = nodeEnd.next();
                while (said.contains("\"data\"")) { // the one with which it was spent
                    said = nodeEnd.next();
                }
                assertThat(said).contains(spender.id().toString(), "\"disconnect\"");
                other.binary("0401");
                assertThat(nodeEnd.next()).contains(neighbour.id().toString(), "\"data\"");
            }
            assertThat(server.operator().get(neighbour.path()).status()).isEqualTo(200);
            assertThat(server.operator().get(spender.path()).status()).isEqualTo(404);
            assertThat(reasons(server, node)).containsExactly("quota-spent");
        }
    }

    private static RelayPeer connect(TestServer server, Object id, String token) {
        return RelayPeer.connect(server.relay(id), id, token).greeted();
    }

    private static List<String> reasons(TestServer server, NodeHandle node) {
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.sessions")) {
            return facts
                    .await(node.id(), all -> all.stream().anyMatch(QuotaApiTest::isClosed))
                    .stream()
                    .filter(QuotaApiTest::isClosed)
                    .map(fact -> fact.data().path("reason").asText())
                    .toList();
        }
    }

    private static boolean isClosed(Fact fact) {
        return fact.type().equals("io.boson.session.closed.v1");
    }
}
