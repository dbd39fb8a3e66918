package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.boson.events.node.NodeId;
import io.boson.server.token.SigningKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// One line for each request, and no secret in any of them.
class RequestLinesTest {

    private static final NodeId NODE = NodeId.of("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1");
    private static final String HEARTBEAT = "POST /api/v1/nodes/" + NODE + "/heartbeat";

    private final Captured captured = new Captured();
    private TestServer server;

    /// Everything logged, before any layout could hide something.
    private static final class Captured extends AppenderBase<ILoggingEvent> {

        private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        List<String> lines(Class<?> from) {
            return events.stream()
                    .filter(event -> event.getLoggerName().equals(from.getName()))
                    .map(event -> event.getLevel() + " " + text(event))
                    .toList();
        }

        List<String> all() {
            return events.stream().map(Captured::text).toList();
        }

        private static String text(ILoggingEvent event) {
            String pairs = event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs();
            String thrown =
                    event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy());
            return event.getFormattedMessage() + pairs.replace("\"", "") + thrown;
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(Map.of("BOSON_LOG_LEVELS", "io.boson=trace"));
        captured.start();
        root().addAppender(captured);
    }

    @AfterEach
    void stop() {
        root().detachAppender(captured);
        server.close();
    }

    @Test
    void aLineTellsWhoAskedWhatAndWhatCameOfIt() throws IOException {
        String token = server.issuer.node(NODE, "r", Instant.EPOCH).text();
        String id =
                ask(
                        "{}",
                        HEARTBEAT,
                        "Authorization: Bearer " + token,
                        "Content-Type: application/json");

        await().untilAsserted(() -> assertThat(lines()).hasSize(1));
        assertThat(lines().getFirst())
                .startsWith(
                        "INFO POST /api/v1/nodes/{id}/heartbeat 200 [id="
                                + id
                                + ", principal=node:"
                                + NODE
                                + ", ms=")
                .containsPattern("ms=\\d+\\.\\d, bytes=19, path=/api/v1/nodes/5b1a7cfa");
    }

    @Test
    void everyRequestHasOneWhateverBecameOfIt() throws IOException {
        ask("", "GET /nothing/here");
        ask("", "GET /api/v1/bug");
        ask("", "DELETE /api/v1/open");
        ask("", "GET /api/v1/%00");
        ask("", "WAYTOOLONGAMETHODNAME /api/v1/open");

        await().untilAsserted(() -> assertThat(lines()).hasSize(5));
        assertThat(lines())
                .anyMatch(line -> line.startsWith("INFO GET - 404 [id="))
                .anyMatch(line -> line.startsWith("WARN GET /api/v1/bug 500 [id="))
                .anyMatch(line -> line.startsWith("INFO DELETE - 405 [id="))
                .anyMatch(line -> line.contains(" - 400 ["))
                .anyMatch(line -> line.startsWith("INFO ? - 405 [id="));
        assertThat(lines().getFirst()).contains("principal=anonymous:127.0.0.1");
        assertThat(captured.lines(ProblemMapper.class)).hasSize(1);
    }

    @Test
    void noTokenIsEverLogged() throws IOException {
        List<String> secrets =
                List.of(
                        server.issuer.node(NODE, "r", Instant.EPOCH).text(),
                        server.issuer.operator("ada").text(),
                        server.issuer.enrolment("k").text(),
                        "not-a-jwt-but-secret",
                        server.issuer.operator("ada").text() + "x");
        for (String secret : secrets) {
            String header = "Authorization: Bearer " + secret;
            ask("{}", HEARTBEAT, header, "Content-Type: application/json");
            ask("", "GET /api/v1/bug", header);
            ask("", "GET /api/v1/forgot", header);
            ask("", "GET /nothing", header);
            ask("{broken", HEARTBEAT, header, "Content-Type: application/json");
            ask("", "GET /api/v1/%zz", header);
            ask("", "GET /api/v1/open", header, "X-Big: " + "x".repeat(20_000));
        }

        await().untilAsserted(() -> assertThat(lines()).hasSize(7 * secrets.size()));
        for (String secret : secrets) {
            String signature = secret.substring(secret.lastIndexOf('.') + 1);
            assertThat(captured.all()).noneMatch(line -> line.contains(signature));
        }
        assertThat(captured.all())
                .noneMatch(line -> line.contains(SigningKeys.class.getSimpleName()));
    }

    private List<String> lines() {
        return captured.lines(RequestLines.class);
    }

    /// Sends a request and returns the name it was given.
    private String ask(String body, String... head) throws IOException {
        return Wire.exchange(server.port(), body, head).header("X-Request-Id").orElseThrow();
    }

    private static Logger root() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.INFO);
        return root;
    }
}
