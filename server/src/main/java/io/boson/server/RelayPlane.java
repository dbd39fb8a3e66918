package io.boson.server;

import io.boson.events.session.Traffic;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionUse;
import io.boson.relay.EndReason;
import io.boson.relay.datapath.WireGuardRelay;
import io.boson.relay.datapath.WireGuardRelayConfig;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SenderBudgets;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.forward.SessionQuotas;
import io.boson.relay.transport.RelayConfig;
import io.boson.relay.transport.RelayServer;
import io.boson.relay.transport.Security;
import io.boson.relay.udp.UdpConfig;
import io.boson.server.config.ByteRate;
import io.boson.server.config.ConfigException;
import io.boson.server.config.ServerConfig;
import io.boson.server.control.ControlPlane;
import io.boson.server.http.Hosts;
import io.boson.server.log.Envelopes;
import io.boson.server.node.RelayAnnouncement;
import io.boson.server.relay.LastHeartbeats;
import io.boson.server.relay.LiveAdmissions;
import io.boson.server.relay.NodeNews;
import io.boson.server.relay.RelayFacts;
import io.boson.server.relay.RelayPresence;
import io.boson.server.relay.TokenlessNodes;
import io.boson.server.relay.Unreturned;
import io.boson.server.relay.WireGuardPairs;
import io.boson.server.token.TokenVerifier;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/// The relay, and what stands between it and the log.
///
/// ```
///                 +--admissions, ends, drains--> RelayServer (WebSocket) --+
///   fleet, live --+                                  |  ^                  +--facts--> log
///                 +--pairs, ends--> WireGuardRelay (UDP, the switch) ------+
/// ```
final class RelayPlane {

    /// In the data directory.
    private static final String FLOW_TABLE = "flows";

    private final String instance;
    private final ServerConfig config;
    private final ControlPlane control;
    private final Envelopes envelopes;
    private final Clock clock;
    private final RelayFacts facts;
    private final RelayServer server;
    private final WireGuardRelay wireGuard;
    private final WireGuardPairs pairs;
    private final SessionQuotas quotas;

    /// @param instance this relay's id, the same across restarts
    /// @param heartbeats where nodes are likely to send packets from
    /// @param random unpredictable, and bears many threads
    /// @throws ConfigException naming the key, where the UDP port is taken
    RelayPlane(
            String instance,
            ServerConfig config,
            ControlPlane control,
            TokenVerifier verifier,
            LastHeartbeats heartbeats,
            Envelopes envelopes,
            Clock clock,
            RandomGenerator random) {
        this.instance = instance;
        this.config = config;
        this.control = control;
        this.envelopes = envelopes;
        this.clock = clock;
        this.facts = new RelayFacts(instance, control.log(), envelopes, clock);
        RelayConfig settings = settings(config.bind().getHostAddress(), config.relay());
        this.quotas = new SessionQuotas(config.relay().sessionQuota(), facts);
        Allowances allowances =
                new Allowances(
                        new SenderBudgets(settings.rates(), settings.connectionsMax()), quotas);
        this.wireGuard = wireGuard(config, allowances, facts, clock, random, envelopes);
        this.pairs = new WireGuardPairs(wireGuard, control.live(), heartbeats);
        this.server =
                new RelayServer(
                        settings,
                        new LiveAdmissions(
                                control.fleet(),
                                control.live(),
                                verifier,
                                control::isReady,
                                config.legacy() ? heartbeats : TokenlessNodes.NONE),
                        facts,
                        wireGuard,
                        allowances,
                        clock,
                        random,
                        envelopes::uuid);
        control.live().onEnd(this::ended);
        control.live().onChange(this::changed);
        NodeNews nodes = new NodeNews(server);
        control.fleet().onChange(nodes::changed);
        nodes.tellPresent(control.fleet());
    }

    private static WireGuardRelay wireGuard(
            ServerConfig config,
            Allowances allowances,
            RelayFacts facts,
            Clock clock,
            RandomGenerator random,
            Envelopes envelopes) {
        InetSocketAddress bind = new InetSocketAddress(config.bind(), config.udp().port());
        try {
            return WireGuardRelay.open(
                    WireGuardRelayConfig.defaults(
                            UdpConfig.defaults(bind), config.data().resolve(FLOW_TABLE)),
                    allowances,
                    facts,
                    clock,
                    random,
                    envelopes::uuid);
        } catch (IOException taken) {
            throw new ConfigException("udp.port", String.valueOf(taken.getMessage()));
        }
    }

    /// Before its packets may come.
    private void changed(LiveSession session) {
        lives(session);
        pairs.changed(session);
    }

    private void lives(LiveSession session) {
        Traffic carried = session.use().map(SessionUse::total).orElse(Traffic.NONE);
        quotas.lives(session.id(), session.nodeId(), carried.bytesIn() + carried.bytesOut());
    }

    private void ended(LiveSession session, String why) {
        EndReason reason = end(why);
        pairs.ended(session.id(), reason);
        server.endSession(session.id(), reason);
        quotas.ended(session.id());
    }

    /// @throws ConfigException naming the key, where the port is taken or a file does not do
    void start(StopList stops, ScheduledExecutorService scheduler) throws InterruptedException {
        facts.start();
        stops.add("relay facts", facts);
        new Unreturned(instance, control.fleet(), control.live(), facts, clock).watch(scheduler);
        stops.add("UDP", wireGuard);
        tellPresent();
        pairs.tellPresent();
        wireGuard.start();
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

    /// What was so before anybody listened; one that ends between the two looks is taken back.
    private void tellPresent() {
        control.live()
                .snapshot()
                .all()
                .forEach(
                        session -> {
                            lives(session);
                            if (control.live().snapshot().find(session.id()).isEmpty()) {
                                quotas.ended(session.id());
                            }
                        });
    }

    RelayServer server() {
        return server;
    }

    WireGuardRelay wireGuard() {
        return wireGuard;
    }

    /// UDP: WireGuard and STUN.
    int udpPort() {
        return wireGuard.localAddress().getPort();
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
            case "closed quota-spent" -> EndReason.QUOTA_SPENT;
            default -> EndReason.CLOSED;
        };
    }
}
