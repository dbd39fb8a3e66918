package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.server.config.LoadedConfig;
import io.boson.server.config.ServerConfig;
import io.boson.server.http.DropwizardSettings;
import io.boson.server.http.Gate;
import io.boson.server.http.HttpApi;
import io.boson.server.http.HttpServer;
import io.boson.server.http.RequestIds;
import io.boson.server.http.Shortcut;
import io.boson.server.limits.RequestLimits;
import io.boson.server.log.Envelopes;
import io.boson.server.node.HeartbeatResource;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenVerifier;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.github.bucket4j.TimeMeter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The server's own heartbeat endpoint, as the composition root wires it, with a log that keeps
/// nothing and answers at once: what a heartbeat costs before Kafka and the folds.
///
/// ```text
/// Jetty -> RequestFilter -> Gate (tokens, limits) -> Jersey -> HeartbeatResource -> nothing
/// ```
public final class HeartbeatFloor {

    private final ServerConfig config;
    private final int nodes;
    private final Clock clock = Clock.systemUTC();
    private final RandomGenerator random = new SecureRandom();
    private final RequestIds ids = new RequestIds(clock, random);

    private HeartbeatFloor(ServerConfig config, int nodes) {
        this.config = config;
        this.nodes = nodes;
    }

    /// One argument: how many nodes are registered, numbered from 0 as [NodeSample]s.
    public static void main(String[] args) throws Exception {
        ServerConfig config = LoadedConfig.of(System.getenv(), Set.of()).config();
        HttpServer http = new HeartbeatFloor(config, Integer.parseInt(args[0])).start();
        System.out.println(Floor.SERVES + http.port());
        new CountDownLatch(1).await(); // until the process is ended
    }

    private HttpServer start() throws Exception {
        return HttpServer.start(new Heartbeats(), config, ids);
    }

    private final class Heartbeats extends Application<DropwizardSettings> {
        @Override
        public void run(DropwizardSettings settings, Environment environment) {
            SigningKeys keys = SigningKeys.open(config.tokens().keyFile());
            RequestLimits limits = new RequestLimits(config.limits(), TimeMeter.SYSTEM_NANOTIME);
            TokenVerifier verifier =
                    new TokenVerifier(keys, config.tokens(), clock, limits, (_, _) -> false);
            Envelopes envelopes = new Envelopes(clock, random);
            HeartbeatResource heartbeats =
                    new HeartbeatResource(fleet(), forgetful(), envelopes, clock, random);
            HttpApi.install(
                    environment,
                    new Gate(verifier, limits),
                    ids,
                    List.of(heartbeats),
                    List.of(Shortcut.post(HeartbeatResource.PATH, heartbeats::heartbeat)));
        }
    }

    private InMemoryFleet fleet() {
        InMemoryFleet fleet = new InMemoryFleet();
        for (int i = 0; i < nodes; i++) {
            NodeSample node = NodeSample.of(i);
            fleet.put(node.id(), node.active(Samples.T0));
        }
        return fleet;
    }

    private static EventLog forgetful() {
        AtomicLong offset = new AtomicLong();
        return envelope -> new LogPosition(envelope.event().topic(), 0, offset.getAndIncrement());
    }
}
