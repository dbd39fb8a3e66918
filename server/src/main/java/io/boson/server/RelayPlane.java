package io.boson.server;

import io.boson.relay.EndReason;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.transport.RelayConfig;
import io.boson.relay.transport.RelayServer;
import io.boson.relay.transport.Security;
import io.boson.relay.transport.SendingRates;
import io.boson.server.config.ByteRate;
import io.boson.server.config.ConfigException;
import io.boson.server.config.ServerConfig;
import io.boson.server.control.ControlPlane;
import io.boson.server.http.Hosts;
import io.boson.server.log.Envelopes;
import io.boson.server.node.RelayAnnouncement;
import io.boson.server.relay.LiveAdmissions;
import io.boson.server.relay.NodeNews;
import io.boson.server.relay.RelayFacts;
import io.boson.server.relay.RelayPresence;
import io.boson.server.relay.TokenlessNodes;
import io.boson.server.relay.Unreturned;
import io.boson.server.token.TokenVerifier;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/// The relay, and what stands between it and the log.
///
/// ```
///   fleet, live --admissions, ends, drains--> RelayServer --facts--> log
/// ```
final class RelayPlane {

    private final String instance;
    private final ServerConfig config;
    private final ControlPlane control;
    private final Envelopes envelopes;
    private final Clock clock;
    private final RelayFacts facts;
    private final RelayServer server;

    /// @param instance this relay's id, the same across restarts
    /// @param tokenless nodes that are let in without a token
    RelayPlane(
            String instance,
            ServerConfig config,
            ControlPlane control,
            TokenVerifier verifier,
            TokenlessNodes tokenless,
            Envelopes envelopes,
            Clock clock,
            RandomGenerator random) {
        this.instance = instance;
        this.config = config;
        this.control = control;
        this.envelopes = envelopes;
        this.clock = clock;
        this.facts = new RelayFacts(instance, control.log(), envelopes, clock);
        this.server =
                new RelayServer(
                        settings(config.bind().getHostAddress(), config.relay()),
                        new LiveAdmissions(
                                control.fleet(),
                                control.live(),
                                verifier,
                                control::isReady,
                                tokenless),
                        facts,
                        clock,
                        random,
                        envelopes::uuid);
        control.live().onEnd((session, why) -> server.endSession(session.id(), end(why)));
        NodeNews nodes = new NodeNews(server);
        control.fleet().onChange(nodes::changed);
        nodes.tellPresent(control.fleet());
    }

    /// @throws ConfigException naming the key, where the port is taken or a file does not do
    void start(StopList stops, ScheduledExecutorService scheduler) throws InterruptedException {
        facts.start();
        stops.add("relay facts", facts);
        new Unreturned(instance, control.fleet(), control.live(), facts, clock).watch(scheduler);
        try {
            server.start();
        } catch (BindException taken) {
            throw new ConfigException("relay.port", String.valueOf(taken.getMessage()));
        } catch (IOException unusable) {
            throw new ConfigException("relay.certificate", String.valueOf(unusable.getMessage()));
        }
        String url = announcement().url();
        stops.add("relay", () -> server.stop(Optional.of(url)));
        stops.add(
                        "relay presence",
                        new RelayPresence(instance, url, control.log(), envelopes, clock))
                .start(scheduler);
    }

    RelayServer server() {
        return server;
    }

    RelayFacts facts() {
        return facts;
    }

    int port() {
        return server.port();
    }

    /// What nodes and clients are told of it, once it listens.
    RelayAnnouncement announcement() {
        if (!config.advertisedRelay().isEmpty()) {
            URI proxy = URI.create(config.advertisedRelay());
            String host = proxy.getHost().replaceAll("[\\[\\]]", "");
            return new RelayAnnouncement(instance, host, proxy.getPort(), config.advertisedRelay());
        }
        String url =
                "%s://%s:%d"
                        .formatted(
                                config.relay().scheme(),
                                Hosts.inUrl(config.advertisedHost()),
                                server.port());
        return new RelayAnnouncement(instance, config.advertisedHost(), server.port(), url);
    }

    private static RelayConfig settings(String host, io.boson.server.config.RelayConfig told) {
        RelayConfig usual = RelayConfig.defaults(host, told.port());
        return new RelayConfig(
                host,
                told.port(),
                usual.threads(),
                told.connectionsMax(),
                usual.handshakes().withPerSecondMax(told.handshakesPerSecond()),
                new SendLimits(told.queueBytesMax(), told.queueAgeMax()),
                new SendingRates(rate(told.session()), rate(told.principal()), rate(told.node())),
                usual.heartbeatInterval(),
                usual.closeTimeout(),
                usual.stopTimeout(),
                told.reconnectSpread(),
                usual.faultsPerMinuteMax(),
                security(told));
    }

    private static RateLimit rate(ByteRate told) {
        return new RateLimit(told.bytesPerSecond(), told.burst());
    }

    private static Security security(io.boson.server.config.RelayConfig relay) {
        return relay.certificate().isEmpty()
                ? new Security.Plain()
                : new Security.Tls(Path.of(relay.certificate()), Path.of(relay.key()));
    }

    private static EndReason end(String reason) {
        return switch (reason) {
            case "expired" -> EndReason.EXPIRED;
            case "closed node-gone" -> EndReason.NODE_REMOVED;
            case "closed node-drained" -> EndReason.NODE_DRAINED;
            default -> EndReason.CLOSED;
        };
    }
}
