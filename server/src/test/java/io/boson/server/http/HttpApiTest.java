package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.server.http.Wire.Reply;
import io.boson.server.token.IssuedToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pipeline answers, over real connections: every status, its shape and its headers.
class HttpApiTest {

    private static final NodeId NODE = NodeId.of("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1");
    private static final String HEARTBEAT = "POST /api/v1/nodes/" + NODE + "/heartbeat";
    private static final String JSON = "Content-Type: application/json";

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(Map.of("BOSON_LIMITS_OTHER_BURST", "1000000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAreCompactJsonOnOneLineAndNothingElse() throws IOException {
        Reply reply = ask("", "GET /api/v1/context");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(reply.body()).startsWith("{\"requestId\":\"").doesNotContain("\n", ": ");
        assertThat(reply.header("Content-Length"))
                .contains(Integer.toString(reply.body().length()));
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("Server")).isEmpty();
        assertThat(reply.headers()).noneMatch(line -> line.startsWith("Access-Control"));
        assertThat(reply.headers()).noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    @Test
    void noOriginIsGivenAnything() throws IOException {
        Reply preflight =
                ask(
                        "",
                        "OPTIONS /api/v1/open",
                        "Origin: https://evil.example",
                        "Access-Control-Request-Method: GET");

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.headers()).noneMatch(line -> line.startsWith("Access-Control"));
        assertThat(ask("", "GET /api/v1/open", "Origin: https://evil.example").headers())
                .noneMatch(line -> line.startsWith("Access-Control"));
    }

    @Test
    void requestsAreNamedByUsAndTheCallersNameGoesAlong() throws IOException {
        Reply named = ask("", "GET /api/v1/context", "X-Request-Id: job-7.a:b_c");
        String id = named.header("X-Request-Id").orElseThrow();

        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(named.body()).contains("\"requestId\":\"" + id + "\"");
        assertThat(named.body()).contains("\"correlationId\":\"job-7.a:b_c\"");
        for (String insane : new String[] {"", "a b", "x".repeat(65), "\"", "ä"}) {
            Reply reply = ask("", "GET /api/v1/context", "X-Request-Id: " + insane);
            assertThat(reply.body())
                    .contains("\"correlationId\":\"" + reply.header("X-Request-Id").get() + "\"");
        }
    }

    @Test
    void theOtherEndOfTheConnectionIsBelievedAndNotItsHeaders() throws IOException {
        Reply reply =
                ask(
                        "",
                        "GET /api/v1/context",
                        "X-Forwarded-For: 198.51.100.9",
                        "Forwarded: for=198.51.100.9",
                        "X-Real-IP: 198.51.100.9");

        assertThat(reply.body()).contains("\"peer\":\"127.0.0.1\"").contains("\"anonymous\"");
    }

    @Test
    void headAnswersWhereGetDoes() throws IOException {
        Reply head = ask("", "HEAD /api/v1/open");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).contains("6");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/V1/Open",
                "/api/v1/open/",
                "/api/v1/open?limit=none",
            })
    void pathsAreReadInAnyCaseAndWithASlashAtTheEnd(String path) throws IOException {
        Reply reply = ask("", "GET " + path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("\"none\"");
    }

    @Test
    void queriesAreLeftAsTheyAre() throws IOException {
        assertThat(ask("", "GET /API/v1/open/?limit=A%20B").body()).isEqualTo("\"A B\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/api/v1", "/api/v1/nodes", "/api/v1/open/more", "/%C3%A4"})
    void unknownPaths(String path) throws IOException {
        assertProblem(ask("", "GET " + path), 404, "NOT_FOUND", "Not found");
    }

    @Test
    void otherMethods() throws IOException {
        Reply reply = ask("", "PUT /api/v1/open");

        assertProblem(reply, 405, "METHOD_NOT_ALLOWED", "This path does not take that method");
        assertThat(reply.header("Allow").orElseThrow()).contains("GET");
        assertThat(ask("", "BREW /api/v1/open").status()).isEqualTo(405);
        assertThat(ask("", "TRACE /api/v1/open").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "multipart/form-data"
            })
    void otherMediaTypes(String type) throws IOException {
        assertProblem(
                ask("{}", "POST /api/v1/echo", "Content-Type: " + type),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "The request body must be application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json",
                "Content-Type: Application/JSON;charset=UTF-8",
                "X-No: type"
            })
    void ourMediaTypeOrNone(String header) throws IOException {
        Reply reply = ask("{\"bandwidth\":{\"up\":5}}", "POST /api/v1/echo", header);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).isEqualTo("5");
    }

    @Test
    void fieldErrorsNameTheFieldForProgramsAndPeople() throws IOException {
        Reply reply = ask("{\"bandwidth\":{\"up\":-1}}", "POST /api/v1/echo", JSON);

        assertProblem(
                reply,
                400,
                "VALIDATION_FAILED",
                "Validation failed: bandwidth.up must be a whole number >= 0");
        assertThat(reply.body())
                .endsWith(
                        ",\"details\":[{\"field\":\"bandwidth.up\","
                                + "\"message\":\"must be a whole number >= 0\"}]}}");
    }

    @Test
    void malformedBodies() throws IOException {
        assertThat(ask("{\"bandwidth\":", "POST /api/v1/echo", JSON).body())
                .contains("\"code\":\"MALFORMED_JSON\"");
        assertThat(ask("", "POST /api/v1/echo", JSON).body())
                .contains("Request body must be a JSON object");
    }

    @Test
    void aBodyMayBeAbsentWhereThatIsSaid() throws IOException {
        Reply reply = ask("", HEARTBEAT, bearer(node(NODE)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"status\":\"online\"}");
    }

    @Test
    void whatNobodyExpectedTellsNothingButTheRequestsName() throws IOException {
        Reply reply = ask("", "GET /api/v1/bug");

        assertProblem(reply, 500, "INTERNAL", "Internal server error");
        assertThat(reply.body()).doesNotContain("detail", "Illegal");
    }

    @Test
    void whatIsAwayForAWhileSaysForHowLong() throws IOException {
        Reply reply = ask("", "GET /api/v1/slow-kafka");

        assertProblem(reply, 503, "UNAVAILABLE", "The log does not answer");
        assertThat(reply.header("Retry-After")).contains("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        X-Nothing: x                | Bearer
        Authorization: Basic YTpi   | Bearer error="invalid_token", error_description="not a bearer token"
        Authorization: bearer a.b.c | Bearer error="invalid_token", error_description="not a bearer token"
        Authorization: Bearer       | Bearer error="invalid_token", error_description="not a bearer token"
        Authorization: Bearer nope  | Bearer error="invalid_token", error_description="not a signed JWT"
        """)
    void withoutAGoodCredential(String header, String challenge) throws IOException {
        Reply reply = ask("{}", HEARTBEAT, header, JSON);

        assertProblem(reply, 401, "UNAUTHORIZED", "Missing or invalid authorization header");
        assertThat(reply.header("WWW-Authenticate")).contains(challenge);
    }

    @Test
    void aBadCredentialMattersOnlyWhereOneIsAskedFor() throws IOException {
        assertThat(ask("", "GET /api/v1/open", "Authorization: Bearer nope").status())
                .isEqualTo(200);
    }

    @Test
    void everyoneDoesWhatTheyMay() throws IOException {
        String own = bearer(node(NODE));
        String other = bearer(node(new NodeId(new UUID(1, 2))));
        String operator = bearer(server.issuer.operator("ada"));
        String auditor = bearer(server.issuer.auditor("bob"));

        assertThat(ask("{}", HEARTBEAT, own, JSON).status()).isEqualTo(200);
        assertThat(ask("{}", HEARTBEAT, operator, JSON).status()).isEqualTo(200);
        assertProblem(
                ask("{}", HEARTBEAT, other, JSON),
                403,
                "FORBIDDEN",
                "This credential does not allow that");
        assertThat(ask("{}", HEARTBEAT, auditor, JSON).status()).isEqualTo(403);
        assertThat(ask("", "DELETE /api/v1/nodes/x", operator).status()).isEqualTo(204);
        assertThat(ask("", "DELETE /api/v1/nodes/x", own).status()).isEqualTo(403);
        assertThat(ask("", "DELETE /api/v1/nodes/x").status()).isEqualTo(401);
    }

    @Test
    void aResourceThatForgetsToAskDoesNotAnswer() throws IOException {
        Reply reply = ask("", "GET /api/v1/forgot");

        assertProblem(reply, 500, "INTERNAL", "Internal server error");
        assertThat(reply.body()).doesNotContain("secret");
    }

    @Test
    void theAdminPortIsForReadingUnderItsOwnName() throws IOException {
        int port = server.adminPort();

        assertThat(Wire.exchange(port, "", "GET /").status()).isEqualTo(404);
        assertThat(Wire.exchange(port, "", "POST /tasks/gc").status()).isEqualTo(405);
        try (Wire wire = new Wire(port)) {
            wire.send("GET / HTTP/1.1\r\nHost: evil.example:%d\r\n\r\n".formatted(port));
            assertThat(wire.receive().status()).isEqualTo(403);
        }
    }

    private static Reply ask(String body, String... head) throws IOException {
        return Wire.exchange(server.port(), body, head);
    }

    private static IssuedToken node(NodeId id) {
        return server.issuer.node(id, "r", Instant.EPOCH);
    }

    private static String bearer(IssuedToken token) {
        return "Authorization: Bearer " + token.text();
    }

    static void assertProblem(Reply reply, int status, String code, String message) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(reply.body())
                .startsWith(
                        "{\"error\":{\"message\":\"%s\",\"statusCode\":%d,\"code\":\"%s\",\"requestId\":\"%s\""
                                .formatted(
                                        message,
                                        status,
                                        code,
                                        reply.header("X-Request-Id").orElseThrow()))
                .endsWith("}}");
    }
}
