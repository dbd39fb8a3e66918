package io.boson.server.http;

import io.boson.server.config.LoadedConfig;
import io.boson.server.config.ServerConfig;
import io.boson.server.limits.RequestLimits;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenIssuer;
import io.boson.server.token.TokenVerifier;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// A real server with the real pipeline and [ProbeResource], on free ports of loopback.
final class TestServer implements AutoCloseable {

    final ProbeResource probe = new ProbeResource();
    final TokenIssuer issuer;
    final SigningKeys keys;
    private final HttpServer server;
    private final AtomicReference<RequestCounts> requests = new AtomicReference<>();

    /// @param settings environment variables of the configuration, besides the ports
    TestServer(Map<String, String> settings) throws Exception {
        this(settings, true);
    }

    /// @param direct whether the heartbeat has its [Shortcut]
    TestServer(Map<String, String> settings, boolean direct) throws Exception {
        List<Shortcut> shortcuts =
                direct
                        ? List.of(Shortcut.post("/api/v1/nodes/{id}/heartbeat", probe::heartbeat))
                        : List.of();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("BOSON_HTTP_PORT", "0");
        environment.put("BOSON_ADMIN_PORT", "0");
        ServerConfig config = LoadedConfig.of(environment, Set.of()).config();
        Clock clock = Clock.systemUTC();
        keys = SigningKeys.generate();
        issuer = new TokenIssuer(keys, config.tokens(), clock, new Random(1));
        RequestIds ids = new RequestIds(clock, new Random(2));
        Application<DropwizardSettings> application =
                new Application<>() {
                    @Override
                    public void run(DropwizardSettings settings, Environment environment) {
                        requests.set(settings.requests());
                        RequestLimits limits =
                                new RequestLimits(config.limits(), TimeMeter.SYSTEM_NANOTIME);
                        TokenVerifier verifier =
                                new TokenVerifier(
                                        keys, config.tokens(), clock, limits, (_, _) -> false);
                        HttpApi.install(
                                environment,
                                new Gate(verifier, limits),
                                ids,
                                List.of(probe),
                                shortcuts);
                    }
                };
        server = HttpServer.start(application, config, ids);
    }

    RequestCounts requests() {
        return Objects.requireNonNull(requests.get());
    }

    int port() {
        return server.port();
    }

    int adminPort() {
        return server.adminPort();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        probe.release.countDown();
        stop();
    }
}
