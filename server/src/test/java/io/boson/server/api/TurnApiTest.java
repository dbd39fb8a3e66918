package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import io.boson.server.turn.stun.Coturn;
import io.boson.server.turn.stun.TurnClient;
import io.boson.server.turn.stun.TurnCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A whole server beside a coturn of its own and a TURN server that is not there; `legacy` is on.
@TestMethodOrder(MethodOrderer.MethodName.class)
class TurnApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SERVERS = "/api/v1/turn/servers";
    private static final String STUN = "/api/v1/turn/stun";
    private static final String ICE = "/api/v1/turn/ice";

    private static Coturn coturn;
    private static TestServer server;
    private static Path secrets;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        coturn = Coturn.start(folder, Map.of());
        secrets = Files.writeString(folder.resolve("secrets"), Coturn.SECRET + "\n");
        server =
                TestServer.start(
                        Map.of(
                                "BOSON_LEGACY", "true",
                                "BOSON_DATABASE_URL", "none",
                                "BOSON_TURN_SERVERS",
                                        coturn.asServer()
                                                + " region=eu priority=5,"
                                                + " 127.0.0.1:9 udp=no region=nowhere",
                                "BOSON_TURN_SECRET_FILE", secrets.toString(),
                                "BOSON_TURN_AUTHORITIES", coturn.certificate().toString(),
                                "BOSON_TURN_CHECK_EVERY", "1s",
                                "BOSON_TURN_ANONYMOUS_BURST", "3"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (coturn != null) {
            coturn.close();
        }
    }

    @BeforeEach
    void allWaysAnswer() {
        await("every way to coturn")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonNode ice = server.operator().get(ICE).json();
                            assertThat(ice.path("iceServers").path(2).path("urls"))
                                    .as("%s; coturn: %s", ice, coturn.log())
                                    .hasSize(3);
                        });
    }

    @Test
    void theServerThatAnswersIsListedWithCredentialsThatOpenIt() throws Exception {
        NodeHandle node = server.register();

        JsonNode servers = node.api().get(SERVERS).expect(200).json().path("servers");

        assertThat(servers).hasSize(1);
        JsonNode one = servers.path(0);
        assertThat(one.path("host").asText()).isEqualTo(Coturn.HOST);
        assertThat(one.path("port").asInt()).isEqualTo(coturn.port());
        assertThat(one.path("realm").asText()).isEqualTo("boson");
        assertThat(one.path("region").asText()).isEqualTo("eu");
        assertThat(one.path("priority").asInt()).isEqualTo(5);
        assertThat(one.path("ttl").asInt()).isBetween(3500, 3600);
        assertThat(one.path("username").asText()).endsWith(":node:" + node.id());
        String at = Coturn.HOST + ":" + coturn.port();
        assertThat(one.path("urls"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "turn:" + at,
                        "turn:" + at + "?transport=tcp",
                        "turns:" + Coturn.HOST + ":" + coturn.tlsPort());
        opens(one.path("username").asText(), one.path("password").asText());
        assertThat(server.operator().get(STUN).expect(200).text())
                .isEqualTo(
                        "{\"servers\":[%s,%s]}"
                                .formatted(
                                        stun("localhost", server.udpPort()),
                                        stun("127.0.0.1", coturn.port())));
    }

    private static void opens(String username, String password) throws Exception {
        try (TurnClient client = TurnClient.udp(Coturn.HOST, coturn.port(), new SecureRandom())) {
            assertThat(client.allocate(new TurnCredentials(username, password)).relayed())
                    .isNotNull();
            client.release();
        }
    }

    @Test
    void webRtcTakesTheIceListAsItIs() {
        SessionHandle session = server.open(server.register());

        JsonNode ice = session.api().get(ICE).expect(200).json().path("iceServers");

        assertThat(ice).hasSize(3);
        assertThat(ice.path(0).toString())
                .isEqualTo("{\"urls\":\"stun:localhost:%d\"}".formatted(server.udpPort()));
        assertThat(ice.path(1).toString())
                .isEqualTo("{\"urls\":\"stun:127.0.0.1:%d\"}".formatted(coturn.port()));
        assertThat(Answer.fields(ice.path(2))).containsExactly("urls", "username", "credential");
        assertThat(ice.path(2).path("username").asText()).endsWith(":session:" + session.id());
    }

    @Test
    void thatCredentialsWereIssuedIsAFactWithoutTheSecret() {
        NodeHandle node = server.register();
        JsonNode one = node.api().get(SERVERS).expect(200).json().path("servers").path(0);
        JsonNode again = node.api().get(ICE).expect(200).json().path("iceServers").path(2);
        assertThat(again.path("username")).isEqualTo(one.path("username"));

        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.access")) {
            List<Fact> issued = facts.await("node:" + node.id(), found -> !found.isEmpty());

            assertThat(issued).as("asking twice is one fact").hasSize(1);
            Fact fact = issued.getFirst();
            assertThat(fact.type()).isEqualTo("io.boson.access.turn-credentials-issued.v1");
            assertThat(fact.data().path("username")).isEqualTo(one.path("username"));
            assertThat(Instant.parse(fact.data().path("expiresAt").asText()).getEpochSecond())
                    .asString()
                    .isEqualTo(one.path("username").asText().split(":", 2)[0]);
            assertThat(facts.all())
                    .noneMatch(
                            any ->
                                    any.data().toString().contains(Coturn.SECRET)
                                            || any.data()
                                                    .toString()
                                                    .contains(one.path("password").asText()));
        }
    }

    @Test
    void aSessionThatIsOverAndARemovedNodeAreGivenNothing() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        session.api().delete(session.path()).expect(204);
        await().atMost(PATIENCE).until(() -> session.api().get(session.path()).status() == 404);
        session.api().get(SERVERS).problem(404, "NOT_FOUND");

        node.api().delete(node.path()).expect(204);
        await().atMost(PATIENCE).until(() -> server.operator().get(node.path()).status() == 404);
        assertThat(node.api().get(ICE).status()).isIn(404, 410);
        server.enroller().get(SERVERS).problem(403, "FORBIDDEN");
        server.api().as(server.issuer().auditor("ann").text()).get(ICE).problem(403, "FORBIDDEN");
        server.api().as("nonsense").get(SERVERS).expect(200); // as one without a token
    }

    @Test
    void theOriginalsClientsGetTenMinutesAndOnlySoMany() {
        JsonNode first = anonymous();
        assertThat(first.path("ttl").asInt()).isBetween(290, 600);
        assertThat(first.path("username").asText()).matches("\\d+:anonymous:[0-9a-f]{16}");
        await("a limit for one address")
                .atMost(PATIENCE)
                .until(() -> server.api().get(SERVERS).status() == 429);
        server.api().get(STUN).expect(200);
    }

    private static JsonNode anonymous() {
        Answer answer = server.api().get(SERVERS);
        return answer.expect(200).json().path("servers").path(0);
    }

    @Test
    void registrationNamesTheStunServers() {
        JsonNode reply =
                server.enroller()
                        .post("/api/v1/nodes/register", Bodies.node(java.util.UUID.randomUUID()))
                        .expect(201)
                        .json();
        assertThat(reply.path("stunServers").toString())
                .isEqualTo(
                        "[%s,%s]"
                                .formatted(
                                        stun("localhost", server.udpPort()),
                                        stun("127.0.0.1", coturn.port())));
    }

    private static String stun(String host, int port) {
        return "{\"host\":\"%s\",\"port\":%d}".formatted(host, port);
    }

    @Test
    void healthAndPrometheusShowWhatAnswersAndHowFast() {
        JsonNode turn = server.api().get("/health").json().path("services").path("turn");
        assertThat(turn.path("status").asText()).isEqualTo("degraded");
        assertThat(turn.path("why").asText()).startsWith("127.0.0.1:9 over tcp: ");
        assertThat(turn.path("latency").asDouble()).isPositive();
        assertThat(server.api().get("/health").json().path("status").asText()).isEqualTo("healthy");

        String text = server.operator().get("/metrics").expect(200).text();
        String name = Coturn.HOST + ":" + coturn.port();
        for (String transport : List.of("stun", "udp", "tcp", "tls")) {
            String labels = "server=\"%s\",transport=\"%s\"".formatted(name, transport);
            assertThat(text)
                    .containsPattern("bosonserver_turn_up\\{[^}]*" + labels + "\\} 1.0")
                    .containsPattern("bosonserver_turn_latency_seconds\\{[^}]*" + labels);
        }
        assertThat(text)
                .containsPattern(
                        "bosonserver_turn_up\\{[^}]*127.0.0.1:9\",transport=\"tcp\"\\} 0.0")
                .containsPattern("turn_checks\\{[^}]*outcome=\"failed\"\\} 1.0")
                .containsPattern("turn_checks\\{[^}]*outcome=\"answered\"\\} 4.0");
        assertThat(text).doesNotContain(Coturn.SECRET);
    }

    /// The secret changes at coturn first, then here; nobody is without credentials in between.
    @Test
    void xTheSecretIsChangedWithoutAGap() throws Exception {
        coturn.stop();
        coturn.restart(
                Map.of(
                        "BOSON_TURN_SECRET",
                        "the one that comes next".replace(' ', '-'),
                        "BOSON_TURN_PREVIOUS_SECRET",
                        Coturn.SECRET));
        allWaysAnswer();
        JsonNode before = credentials();
        Files.writeString(secrets, "the-one-that-comes-next\n" + Coturn.SECRET + "\n");
        await("credentials made with the new secret")
                .atMost(PATIENCE)
                .until(() -> isSignedWith("the-one-that-comes-next", credentials()));
        JsonNode after = credentials();
        opens(after.path("username").asText(), after.path("password").asText());
        opens(before.path("username").asText(), before.path("password").asText());
    }

    /// As coturn checks it: base64 of the HMAC-SHA1 of the username, which names an expiry.
    private static boolean isSignedWith(String secret, JsonNode credentials) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] username = credentials.path("username").asText().getBytes(StandardCharsets.UTF_8);
        String password = Base64.getEncoder().encodeToString(mac.doFinal(username));
        return password.equals(credentials.path("password").asText());
    }

    private static JsonNode credentials() {
        return server.operator().get(SERVERS).expect(200).json().path("servers").path(0);
    }

    @Test
    void yOneThatStopsLeavesTheListsUntilItAnswersAgain() {
        coturn.stop();
        String ownAlone =
                "{\"iceServers\":[{\"urls\":\"stun:localhost:%d\"}]}".formatted(server.udpPort());
        await("the relay's own alone")
                .atMost(PATIENCE)
                .until(() -> server.operator().get(ICE).expect(200).text().equals(ownAlone));
        assertThat(server.operator().get(SERVERS).expect(200).text()).isEqualTo("{\"servers\":[]}");
        assertThat(server.operator().get(STUN).expect(200).text())
                .isEqualTo("{\"servers\":[%s]}".formatted(stun("localhost", server.udpPort())));

        coturn.restart(
                Map.of(
                        "BOSON_TURN_SECRET",
                        "the-one-that-comes-next",
                        "BOSON_TURN_PREVIOUS_SECRET",
                        Coturn.SECRET));
        allWaysAnswer();
    }
}
