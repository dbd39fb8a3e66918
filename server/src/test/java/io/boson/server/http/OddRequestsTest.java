package io.boson.server.http;

import static io.boson.server.http.HttpApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.http.Wire.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no honest client sends: each gets an error of our shape, none a 500.
class OddRequestsTest {

    private static final int BODY_MAX = 256 * 1024;
    private static final String JSON = "Content-Type: application/json";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/open%",
                "/api/v1/open%2",
                "/api/v1/open%zz",
                "/api/v1/%00",
                "/api/v1/nodes/%2e%2e/open",
                "/api/v1/nodes/a%2Fb",
                "/api/v1/../../etc/passwd",
                "/api/v1/%C3%28",
                "/api/v1/a;b=c/..;/open",
                "/api/v1/open?limit=%",
                "/api/v1/open?limit=%zz",
                "/api/v1/a\\b",
                "api/v1/open",
                "http://[::1/api/v1/open",
            })
    void pathsThatCannotBeRead(String path) throws IOException {
        Reply reply = Wire.exchange(server.port(), "", "GET " + path);

        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(reply.body()).startsWith("{\"error\":{\"message\":\"").doesNotContain("passwd");
    }

    @Test
    void aNulInAQueryIsTextLikeAnyOther() throws IOException {
        Reply reply = Wire.exchange(server.port(), "", "GET /api/v1/open?limit=%00");

        assertThat(reply.status()).isIn(200, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /api/v1/open HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /api/v1/open HTTP/1.1\r\n\r\n",
                "GET /api/v1/open HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/open HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
                "GET /api/v1/open HTTP/1.1\r\nHost: x\r\n folded: x\r\n\r\n",
                "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
            })
    void requestsThatAreNoHttp(String text) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(text);
            Reply reply = wire.receive();

            assertThat(reply.status()).isIn(400, 501, 505);
            assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
            assertThat(reply.body()).startsWith("{\"error\":{");
            assertThat(reply.header("X-Request-Id")).isPresent();
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void chunksThatAreNone() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/echo", JSON, CHUNKED);
            wire.send("xyz\r\n");

            assertThat(wire.receive().status()).isEqualTo(400);
        }
    }

    @Test
    void headersBeyondTheLimit() throws IOException {
        Reply reply =
                Wire.exchange(
                        server.port(), "", "GET /api/v1/open", "X-Big: " + "x".repeat(17_000));

        assertProblem(reply, 431, "HEADERS_TOO_LARGE", "The request's headers are too large");
    }

    @Test
    void addressesBeyondTheLimit() throws IOException {
        Reply reply = Wire.exchange(server.port(), "", "GET /api/v1/" + "x".repeat(17_000));

        assertProblem(reply, 414, "URI_TOO_LONG", "The request's address is too long");
    }

    @Test
    void aBodyOfExactlyTheLimit() throws IOException {
        assertThat(Wire.exchange(server.port(), "x".repeat(BODY_MAX), "POST /api/v1/raw").body())
                .isEqualTo(Integer.toString(BODY_MAX));
        assertThat(chunked("/api/v1/raw", BODY_MAX).body()).isEqualTo(Integer.toString(BODY_MAX));
    }

    @Test
    void aBodyBeyondTheLimitByItsLength() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/raw", "Content-Length: 99999999");

            assertTooLarge(wire.receive());
        }
    }

    @Test
    void aBodyBeyondTheLimitThatIsSentAllTheSame() throws IOException {
        assertTooLarge(Wire.exchange(server.port(), "x".repeat(BODY_MAX + 1), "POST /api/v1/raw"));
    }

    @Test
    void aBodyBeyondTheLimitWithoutALength() throws IOException {
        assertTooLarge(chunked("/api/v1/raw", BODY_MAX + 1));
    }

    @Test
    void jsonBeyondTheLimitWithoutALength() throws IOException {
        String json = "{\"a\":\"" + "x".repeat(60_000) + "\",";
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/echo", JSON, CHUNKED);
            wire.send(chunk(json));
            for (int i = 0; i < 4; i++) {
                wire.send(chunk("\"b%d\":\"%s\",".formatted(i, "x".repeat(60_000))));
            }
            assertTooLarge(wire.receive());
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldAtOnce() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/raw", "Expect: 100-continue", "Content-Length: 99999999");

            assertTooLarge(wire.receive());
        }
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/raw", "Expect: 100-continue", "Content-Length: 2");
            assertThat(wire.receive(true).status()).isEqualTo(100);
            wire.send("{}");
            assertThat(wire.receive().body()).isEqualTo("2");
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("", "GET /nothing").status()).isEqualTo(404);
            assertThat(wire.ask("{", "POST /api/v1/echo", JSON).status()).isEqualTo(400);
            assertThat(wire.ask("", "GET /api/v1/open").status()).isEqualTo(200);
        }
    }

    private static Reply chunked(String path, int bytes) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST " + path, CHUNKED);
            for (int sent = 0; sent < bytes; sent += 8192) {
                wire.send(chunk("x".repeat(Math.min(8192, bytes - sent))));
            }
            wire.send("0\r\n\r\n");
            return wire.receive();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void assertTooLarge(Reply reply) {
        assertProblem(reply, 413, "PAYLOAD_TOO_LARGE", "The request body is too large");
    }

    /// A client that thinks the connection stays would lose its next request.
    @Test
    void anAnswerAheadOfTheBodySaysThatTheConnectionCloses() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/nodes/x/nothing", JSON, "Content-Length: 20");

            Reply reply = wire.receive();

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.header("Connection")).contains("close");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionStaysWhereTheBodyHasCome() throws IOException {
        String path = "POST /api/v1/nodes/x/nothing";
        try (Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 3; i++) {
                Reply reply = wire.ask("{\"nobody\":\"reads it\"}", path, JSON);

                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.header("Connection")).isEmpty();
            }
        }
    }
}
