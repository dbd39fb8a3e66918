package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Connections that are held without being used.
class SlowRequestsTest {

    private static final Map<String, String> IMPATIENT =
            Map.of("BOSON_HTTP_REQUEST_TIMEOUT", "400ms", "BOSON_HTTP_IDLE_TIMEOUT", "1h");

    @Test
    void headersThatTrickleAreCutOff() throws Exception {
        try (TestServer server = new TestServer(IMPATIENT);
                Wire wire = new Wire(server.port())) {
            wire.send("GET /api/v1/open HTTP/1.1\r\nHost: x\r\nX-Slow: ");

            assertCutOff(wire);
        }
    }

    @Test
    void bodiesThatTrickleAreCutOff() throws Exception {
        try (TestServer server = new TestServer(IMPATIENT);
                Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/raw", "Content-Length: 100000");

            assertCutOff(wire);
        }
    }

    @Test
    void alsoOnAConnectionThatServedRequestsBefore() throws Exception {
        try (TestServer server = new TestServer(IMPATIENT);
                Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("", "GET /api/v1/open").status()).isEqualTo(200);
            wire.send("GET /api/v1/open HTTP/1.1\r\nHost: x\r\nX-Slow: ");

            assertCutOff(wire);
        }
    }

    @Test
    void aRequestThatHasArrivedMayTakeItsTimeAndAConnectionMayRest() throws Exception {
        try (TestServer server = new TestServer(IMPATIENT);
                Wire wire = new Wire(server.port())) {
            wire.begin("GET /api/v1/wait");
            assertThat(server.probe.entered.await(20, TimeUnit.SECONDS)).isTrue();
            passTime(Duration.ofSeconds(1));
            server.probe.release.countDown();
            assertThat(wire.receive().body()).isEqualTo("\"done\"");

            passTime(Duration.ofSeconds(1));

            assertThat(wire.ask("", "GET /api/v1/open").status()).isEqualTo(200);
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws Exception {
        try (TestServer server = new TestServer(Map.of("BOSON_HTTP_IDLE_TIMEOUT", "200ms"));
                Wire wire = new Wire(server.port())) {
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void aBodyThatStopsArrivingIsAnswered() throws Exception {
        try (TestServer server = new TestServer(Map.of("BOSON_HTTP_IDLE_TIMEOUT", "200ms"));
                Wire wire = new Wire(server.port())) {
            wire.begin("POST /api/v1/raw", "Content-Length: 10");
            wire.send("12345");

            assertThat(wire.receive().status()).isEqualTo(408);
        }
    }

    @Test
    void connectionsHaveABound() throws Exception {
        try (TestServer server =
                        new TestServer(
                                Map.of(
                                        "BOSON_HTTP_CONNECTIONS_MAX", "2",
                                        "BOSON_HTTP_IDLE_TIMEOUT", "300ms"));
                Wire first = new Wire(server.port());
                Wire second = new Wire(server.port())) {
            assertThat(first.ask("", "GET /api/v1/open").status()).isEqualTo(200);
            assertThat(second.ask("", "GET /api/v1/open").status()).isEqualTo(200);

            // Accepted by the system, and served once one of the others has gone.
            try (Wire third = new Wire(server.port())) {
                assertThat(third.ask("", "GET /api/v1/open").status()).isEqualTo(200);
            }
            assertThat(first.isClosed() || second.isClosed()).isTrue();
        }
    }

    /// Sends a byte now and then until the other side has had enough.
    private static void assertCutOff(Wire wire) {
        try (ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor()) {
            CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> endOf(wire));
            Future<?> drops =
                    trickle.scheduleAtFixedRate(() -> drip(wire), 0, 30, TimeUnit.MILLISECONDS);

            await().atMost(Duration.ofSeconds(20)).until(closed::isDone);
            assertThat(closed.join()).isTrue();
            drops.cancel(true);
        }
    }

    private static boolean endOf(Wire wire) {
        try {
            return wire.isClosed();
        } catch (IOException reset) {
            return true;
        }
    }

    private static void drip(Wire wire) {
        try {
            wire.send("x");
        } catch (IOException closed) {
            throw new IllegalStateException("the other side is gone", closed);
        }
    }

    private static void passTime(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(20)).until(() -> true);
    }
}
