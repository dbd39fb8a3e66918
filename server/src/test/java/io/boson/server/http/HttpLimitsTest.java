package io.boson.server.http;

import static io.boson.server.http.HttpApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.server.config.TokenConfig;
import io.boson.server.http.Wire.Reply;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Limits as callers meet them. Refills are slower than these tests: one a second.
class HttpLimitsTest {

    private static final NodeId NODE = NodeId.of("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1");
    private static final String HEARTBEAT = "POST /api/v1/nodes/" + NODE + "/heartbeat";

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server =
                new TestServer(
                        Map.of(
                                "BOSON_LIMITS_READS_PER_SECOND", "1",
                                "BOSON_LIMITS_READS_BURST", "500",
                                "BOSON_LIMITS_EACH_NODE_PER_SECOND", "1",
                                "BOSON_LIMITS_EACH_NODE_BURST", "20",
                                "BOSON_LIMITS_VERIFICATIONS_PER_SECOND", "1",
                                "BOSON_LIMITS_VERIFICATIONS_BURST", "5"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyAnswerSaysWhatIsLeft() throws IOException {
        Reply first = Wire.exchange(server.port(), "", "GET /api/v1/open");

        assertThat(first.header("RateLimit-Limit")).contains("500");
        assertThat(first.header("RateLimit-Remaining")).contains("499");
        assertThat(first.header("RateLimit-Reset")).contains("1");
        assertThat(first.header("RateLimit-Policy")).contains("500;w=500");
    }

    @Test
    void whoAsksTooMuchIsToldWhenToComeBack() throws IOException {
        Reply refused = untilRefused("GET /api/v1/open");

        assertProblem(refused, 429, "TOO_MANY_REQUESTS", "Too many requests, try again later");
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(refused.header("RateLimit-Remaining")).contains("0");
        assertThat(refused.header("RateLimit-Limit")).contains("500");
    }

    @Test
    void noHeaderOpensAnotherWay() throws IOException {
        untilRefused("GET /api/v1/open");

        assertThat(
                        Wire.exchange(
                                        server.port(),
                                        "",
                                        "GET /api/v1/open",
                                        "Upgrade: websocket",
                                        "Connection: Upgrade")
                                .status())
                .isEqualTo(429);
        assertThat(
                        Wire.exchange(
                                        server.port(),
                                        "",
                                        "GET /api/v1/open",
                                        "X-Forwarded-For: 198.51.100.1")
                                .status())
                .isEqualTo(429);
        assertThat(Wire.exchange(server.port(), "", "HEAD /API/v1/open/").status()).isEqualTo(429);
    }

    @Test
    void aNodeIsCountedByItselfWhereverItComesFrom() throws IOException {
        String token = bearer(server.issuer.node(NODE, "r", Instant.EPOCH).text());
        Reply refused = untilRefused(HEARTBEAT, token);

        assertThat(refused.header("RateLimit-Limit")).contains("20");
        assertThat(Wire.exchange(server.port(), "", HEARTBEAT).status()).isEqualTo(401);
    }

    @Test
    void signaturesOfOneAddressAreComputedWithinABudget() throws IOException {
        String known = bearer(server.issuer.operator("ada").text());
        assertThat(Wire.exchange(server.port(), "", HEARTBEAT, known).status()).isEqualTo(200);

        Reply refused = new Reply(0, List.of(), "");
        for (int i = 0; i < 20 && refused.status() != 429; i++) {
            String fresh = bearer(server.issuer.operator("op-" + i).text());
            refused = Wire.exchange(server.port(), "", HEARTBEAT, fresh);
        }

        assertProblem(refused, 429, "TOO_MANY_REQUESTS", "Too many requests, try again later");
        assertThat(Wire.exchange(server.port(), "", HEARTBEAT, known).status()).isEqualTo(200);
    }

    @Test
    void tokensOfOthersCostNoBudget() throws IOException {
        String foreign = bearer(foreignToken());

        for (int i = 0; i < 20; i++) {
            assertThat(Wire.exchange(server.port(), "", HEARTBEAT, foreign).status())
                    .isEqualTo(401);
        }
    }

    private static String foreignToken() {
        return new TokenIssuer(
                        SigningKeys.generate(),
                        TokenConfig.defaults(Path.of("data")),
                        Clock.systemUTC(),
                        new Random(1))
                .operator("eve")
                .text();
    }

    private Reply untilRefused(String... head) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 600; i++) {
                Reply reply = wire.ask("", head);
                if (reply.status() == 429) {
                    return reply;
                }
            }
        }
        throw new AssertionError("never refused");
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
