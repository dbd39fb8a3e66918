package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.boson.server.config.ConfigException;
import io.boson.server.config.LoadedConfig;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Starting and stopping.
class HttpServerTest {

    private final List<String> events = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"BOSON_HTTP_PORT, http.port", "BOSON_ADMIN_PORT, admin.port"})
    void aPortThatIsTakenIsNamed(String variable, String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> start(Map.of(variable, Integer.toString(port)), _ -> {}))
                    .withMessage(
                            "%s: 127.0.0.1:%d is in use by another program".formatted(key, port));
        }
        assertThat(events).isEmpty();
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start(Map.of("BOSON_BIND", "192.0.2.77"), _ -> {}))
                .withMessageStartingWith("http.port: cannot listen on 192.0.2.77:0: ");
    }

    @Test
    void whatIsManagedStartsInOrderAndStopsInTheOther() throws Exception {
        HttpServer server =
                start(
                        Map.of(),
                        environment -> {
                            environment.lifecycle().manage(managed("first", false));
                            environment.lifecycle().manage(managed("second", false));
                        });
        assertThat(server.port()).isPositive();

        server.stop();

        assertThat(events)
                .containsExactly(
                        "first started", "second started", "second stopped", "first stopped");
    }

    @Test
    void whatWasStartedIsStoppedWhereTheRestFails() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                start(
                                        Map.of(),
                                        environment -> {
                                            environment.lifecycle().manage(managed("first", false));
                                            environment.lifecycle().manage(managed("second", true));
                                        }))
                .withMessage("second fails");

        assertThat(events).startsWith("first started").contains("first stopped");
    }

    @Test
    void requestsInFlightEndBeforeTheServerDoes() throws Exception {
        TestServer server = new TestServer(Map.of("BOSON_HTTP_STOP_TIMEOUT", "20s"));
        try (Wire wire = new Wire(server.port())) {
            int port = server.port();
            wire.begin("GET /api/v1/wait");
            assertThat(server.probe.entered.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            await().ignoreExceptions()
                    .untilAsserted(
                            () ->
                                    assertThatExceptionOfType(ConnectException.class)
                                            .isThrownBy(() -> new Wire(port).close()));
            assertThat(stopped.isDone()).isFalse();

            server.probe.release.countDown();

            assertThat(wire.receive().body()).isEqualTo("\"done\"");
            stopped.get(20, TimeUnit.SECONDS);
        } finally {
            server.close();
        }
    }

    @Test
    void aRequestThatDoesNotEndDoesNotKeepTheServer() throws Exception {
        TestServer server = new TestServer(Map.of("BOSON_HTTP_STOP_TIMEOUT", "100ms"));
        try (Wire wire = new Wire(server.port())) {
            wire.begin("GET /api/v1/wait");
            assertThat(server.probe.entered.await(20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture.runAsync(server::stop).get(20, TimeUnit.SECONDS);
        } finally {
            server.probe.release.countDown();
        }
    }

    private interface Wiring {
        void on(Environment environment);
    }

    private Managed managed(String name, boolean fails) {
        return new Managed() {
            @Override
            public void start() {
                if (fails) {
                    throw new IllegalStateException(name + " fails");
                }
                events.add(name + " started");
            }

            @Override
            public void stop() {
                events.add(name + " stopped");
            }
        };
    }

    private static HttpServer start(Map<String, String> settings, Wiring wiring) throws Exception {
        Map<String, String> environment =
                new HashMap<>(Map.of("BOSON_HTTP_PORT", "0", "BOSON_ADMIN_PORT", "0"));
        environment.putAll(settings);
        Application<DropwizardSettings> application =
                new Application<>() {
                    @Override
                    public void run(DropwizardSettings settings, Environment dropwizard) {
                        wiring.on(dropwizard);
                    }
                };
        return HttpServer.start(
                application,
                LoadedConfig.of(environment, Set.of()).config(),
                new RequestIds(Clock.systemUTC(), new Random(1)));
    }
}
