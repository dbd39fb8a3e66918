package io.boson.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.RunningServer;
import io.boson.server.config.LoadedConfig;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A whole server in this process, on free ports of loopback, with an embedded Kafka and its data
/// in a directory of its own.
public final class TestServer implements AutoCloseable {

    /// Nobody is limited by address: all tests come from one. A session is, soon.
    private static final Map<String, String> LIMITS =
            Map.of(
                    "BOSON_LIMITS_READS_BURST", "1000000",
                    "BOSON_LIMITS_ROUTING_BURST", "1000000",
                    "BOSON_LIMITS_OTHER_BURST", "1000000",
                    "BOSON_LIMITS_HEALTH_BURST", "1000000",
                    "BOSON_LIMITS_VERIFICATIONS_BURST", "1000000",
                    "BOSON_LIMITS_EACH_SESSION_BURST", "20",
                    "BOSON_LIMITS_EACH_SESSION_PER_SECOND", "1");

    private final Path data;
    private final RunningServer server;
    private boolean kept;

    private TestServer(Path data, RunningServer server) {
        this.data = data;
        this.server = server;
    }

    static TestServer start() {
        return start(Map.of());
    }

    /// @param told beyond what every test server is told, in the environment
    static TestServer start(Map<String, String> told) {
        try {
            return start(Files.createTempDirectory("boson-server-"), told);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// @param data made if missing; deleted at the end, unless it is stopped before
    static TestServer startIn(Path data) {
        return start(data, Map.of());
    }

    private static TestServer start(Path data, Map<String, String> told) {
        try {
            Map<String, String> environment = new HashMap<>(LIMITS);
            environment.put("BOSON_DATA", data.toString());
            for (String part : List.of("HTTP", "ADMIN", "RELAY", "UDP")) {
                environment.put("BOSON_" + part + "_PORT", "0");
            }
            environment.put("BOSON_LOG_LEVEL", "warn");
            environment.putAll(told);
            var config = LoadedConfig.of(environment, Set.of()).config();
            return new TestServer(
                    data, RunningServer.start(config, Clock.systemUTC(), new SecureRandom()));
        } catch (Exception failed) {
            throw new IllegalStateException("no server for the tests: " + failed, failed);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.httpPort());
    }

    /// As one without a credential.
    public ApiClient api() {
        return new ApiClient(address());
    }

    public ApiClient operator() {
        return api().as(text("operator.token"));
    }

    public ApiClient enroller() {
        return api().as(text("enrolment.key"));
    }

    public String enrolmentKey() {
        return text("enrolment.key");
    }

    public String operatorToken() {
        return text("operator.token");
    }

    public String instanceId() {
        return text("instance-id");
    }

    /// Of the embedded Kafka.
    public String bootstrapServers() {
        return text("kafka.bootstrap");
    }

    public Path data() {
        return data;
    }

    public int relayPort() {
        return server.relayPort();
    }

    public int udpPort() {
        return server.udpPort();
    }

    public int adminPort() {
        return server.adminPort();
    }

    /// The relay's address of a session or a node.
    public URI relay(Object id) {
        return URI.create("ws://127.0.0.1:" + server.relayPort() + "/relay/" + id);
    }

    /// Signs what the server believes: for tokens that the API gives nobody.
    public TokenIssuer issuer() {
        return new TokenIssuer(
                SigningKeys.open(data.resolve("token-keys.json")),
                TokenConfig.defaults(data),
                Clock.systemUTC(),
                new SecureRandom());
    }

    /// A node of its own, registered as [Bodies#node] says.
    public NodeHandle register() {
        return register(Bodies.node(UUID.randomUUID()));
    }

    public NodeHandle register(ObjectNode body) {
        Answer answer = enroller().post("/api/v1/nodes/register", body).expect(201);
        return new NodeHandle(
                UUID.fromString(body.path("nodeId").asText()),
                answer.json().path("sessionToken").asText(),
                api());
    }

    /// A session on this node and no other.
    public SessionHandle open(NodeHandle node) {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", node.id().toString());
        return opened(api().post("/api/v1/routing/request", wish));
    }

    SessionHandle opened(Answer answer) {
        JsonNode route = answer.expect(200).json().path("selectedRoute");
        return new SessionHandle(
                UUID.fromString(route.path("id").asText()),
                route.path("sessionToken").asText(),
                api());
    }

    /// @param token speaks for this registration of the node
    public record NodeHandle(UUID id, String token, ApiClient anyone) {

        public ApiClient api() {
            return anyone.as(token);
        }

        public String path() {
            return "/api/v1/nodes/" + id;
        }
    }

    public record SessionHandle(UUID id, String token, ApiClient anyone) {

        public ApiClient api() {
            return anyone.as(token);
        }

        public String path() {
            return "/api/v1/sessions/" + id;
        }

        public String route() {
            return "/api/v1/routing/route/" + id;
        }
    }

    /// What it keeps is there for the next.
    void stopKeeping() {
        server.close();
        StreamsState.in(data).awaitLeft();
        kept = true;
    }

    private String text(String file) {
        try {
            return Files.readString(data.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        server.close();
        StreamsState.in(data).awaitLeft();
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(data)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
