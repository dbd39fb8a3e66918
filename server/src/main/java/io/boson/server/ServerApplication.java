package io.boson.server;

import io.boson.events.tunnel.TunnelRange;
import io.boson.server.access.FirstKey;
import io.boson.server.access.KeysResource;
import io.boson.server.audit.AuditResource;
import io.boson.server.config.Clients;
import io.boson.server.config.Enrolment;
import io.boson.server.config.HostPort;
import io.boson.server.config.ServerConfig;
import io.boson.server.control.Broker;
import io.boson.server.control.ControlPlane;
import io.boson.server.health.Health;
import io.boson.server.health.HealthResource;
import io.boson.server.history.HistoryPlane;
import io.boson.server.http.Access;
import io.boson.server.http.DropwizardSettings;
import io.boson.server.http.Gate;
import io.boson.server.http.Hosts;
import io.boson.server.http.HttpApi;
import io.boson.server.http.Proxies;
import io.boson.server.http.RequestIds;
import io.boson.server.http.Shortcut;
import io.boson.server.limits.RequestLimits;
import io.boson.server.log.Envelopes;
import io.boson.server.metrics.MetricsResource;
import io.boson.server.metrics.SubmissionResource;
import io.boson.server.node.HeartbeatResource;
import io.boson.server.node.LegacyNodes;
import io.boson.server.node.NodeCommandHandler;
import io.boson.server.node.NodeResource;
import io.boson.server.node.OriginalNodes;
import io.boson.server.node.RegistrationReply;
import io.boson.server.packet.PacketResource;
import io.boson.server.packet.RelayPackets;
import io.boson.server.prometheus.Exposition;
import io.boson.server.prometheus.ScrapeResource;
import io.boson.server.prometheus.ScrapeServlet;
import io.boson.server.relay.LastHeartbeats;
import io.boson.server.replay.NodeReplayResource;
import io.boson.server.replay.ReplayResource;
import io.boson.server.replay.Replays;
import io.boson.server.route.Callers;
import io.boson.server.route.DecisionRecords;
import io.boson.server.route.ExplanationResource;
import io.boson.server.route.Holders;
import io.boson.server.route.PolicyAdoption;
import io.boson.server.route.RouteDesk;
import io.boson.server.route.RouteReply;
import io.boson.server.route.RouteResource;
import io.boson.server.route.RouteTally;
import io.boson.server.session.ClientResource;
import io.boson.server.session.SessionDesk;
import io.boson.server.session.SessionResource;
import io.boson.server.token.Principal;
import io.boson.server.token.Revocations;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenFile;
import io.boson.server.token.TokenIssuer;
import io.boson.server.token.TokenVerifier;
import io.boson.server.turn.TurnPlane;
import io.boson.server.wireguard.CandidateResource;
import io.boson.server.wireguard.NodeFileResource;
import io.boson.server.wireguard.PeerSync;
import io.boson.server.wireguard.SessionFileResource;
import io.boson.server.wireguard.WireGuardTerms;
import io.boson.streams.log.KafkaReplay;
import io.boson.streams.topics.TopicNames;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.github.bucket4j.TimeMeter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// The composition root: who needs whom, from top to bottom. Opened last, stopped first.
final class ServerApplication extends Application<DropwizardSettings> {

    static final String TOPIC_PREFIX = "boson.";

    /// Nodes of the original whose address is remembered; some 200 bytes each.
    private static final int PLACES_MAX = 200_000;

    private final StopList stops;
    private final RequestIds ids;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicInteger relayPort = new AtomicInteger();
    private final AtomicInteger udpPort = new AtomicInteger();
    private final StopList waits = new StopList();

    /// @param stops takes everything that is started here
    ServerApplication(StopList stops, RequestIds ids, Clock clock, RandomGenerator random) {
        this.stops = stops;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String getName() {
        return "boson";
    }

    @Override
    public void run(DropwizardSettings settings, Environment environment) throws Exception {
        ServerConfig config = settings.config();
        Path data = config.data();
        Envelopes envelopes = new Envelopes(clock, random);
        String instance = InstanceId.in(data, () -> envelopes.uuid().toString());

        SigningKeys keys = SigningKeys.open(config.tokens().keyFile());
        TokenIssuer tokens = new TokenIssuer(keys, config.tokens(), clock, random);
        TokenFile.operator(data, keys, tokens, clock);
        TunnelRange tunnels = config.tunnel().range(keys.derived("tunnel addresses").getEncoded());

        Broker broker = stops.add("broker", Broker.start(config.kafka(), data));
        ControlPlane control =
                stops.add(
                        "control plane",
                        new ControlPlane(broker, data, TOPIC_PREFIX, instance, tunnels, clock));
        control.start();
        HistoryPlane history =
                stops.add(
                        "history",
                        new HistoryPlane(
                                config.database(),
                                config.history(),
                                data,
                                broker.bootstrapServers(),
                                new TopicNames(TOPIC_PREFIX),
                                clock));
        history.start();
        if (config.enrolment() == Enrolment.KEY) {
            TokenFile first = TokenFile.enrolment(data, keys, tokens, clock);
            new FirstKey(control.access(), control.log(), envelopes, clock)
                    .announce("local", first.token());
        }
        if (config.clients() == Clients.KEY) {
            TokenFile first = TokenFile.client(data, keys, tokens, clock);
            new FirstKey(control.access(), control.log(), envelopes, clock)
                    .announce(TokenFile.CLIENT_KEY_ID, first.token());
        }

        new PolicyAdoption(control.policies(), control.log(), envelopes, clock)
                .adopt(config.routing().policy());

        RequestLimits limits = new RequestLimits(config.limits(), TimeMeter.SYSTEM_NANOTIME);
        TokenVerifier verifier =
                new TokenVerifier(keys, config.tokens(), clock, limits, withdrawn(control));
        ScheduledExecutorService scheduler = stops.add("scheduler", Later.scheduler());

        LastHeartbeats places = new LastHeartbeats(PLACES_MAX);
        RelayPlane relay =
                new RelayPlane(
                        instance, config, control, verifier, places, envelopes, clock, random);
        relay.start(stops, scheduler);
        relayPort.set(relay.port());
        udpPort.set(relay.udpPort());
        HostPort udp = new HostPort(config.advertisedHost(), relay.udpPort());
        WireGuardTerms terms = wireGuard(config, udp, tunnels);

        TurnPlane turn =
                new TurnPlane(
                        config,
                        Optional.of(udp),
                        control.fleet(),
                        control.live(),
                        keys.derived("turn callers"),
                        control.log(),
                        envelopes,
                        clock,
                        random);
        turn.start(scheduler);

        RouteTally routes = new RouteTally(System::nanoTime);
        Health health =
                HealthPlane.install(
                        environment,
                        control,
                        history,
                        turn.watch(),
                        relay.server(),
                        relay.wireGuard(),
                        scheduler,
                        clock);
        Exposition metrics =
                Exposition.of(
                        config,
                        settings.requests(),
                        limits,
                        control,
                        history::state,
                        health,
                        routes,
                        turn,
                        relay.server(),
                        relay.wireGuard(),
                        relay.facts());
        ScrapeServlet.install(environment, metrics);
        ScrapeResource scrapes = new ScrapeResource(metrics);

        NodeCommandHandler commands =
                new NodeCommandHandler(control.fleet(), control.log(), envelopes, clock);
        HeartbeatResource heartbeats =
                new HeartbeatResource(
                        control.fleet(),
                        control.log(),
                        envelopes,
                        clock,
                        random,
                        new PeerSync(node -> control.live().snapshot().peers(node), terms),
                        config.legacy()
                                ? new LegacyNodes(places::heard, commands)
                                : OriginalNodes.off(places::heard));
        Replays replays = new Replays();
        SubmissionResource submissions =
                new SubmissionResource(control.fleet(), control.log(), envelopes, clock);
        HttpApi.install(
                environment,
                new Gate(verifier, limits, new Proxies(config.http().trustedProxies())),
                ids,
                List.of(
                        new HealthResource(health, control::isReady, clock),
                        scrapes,
                        new ScrapeResource.OldPath(scrapes),
                        new KeysResource(keys),
                        nodes(config, control, commands, relay, turn, tokens, envelopes),
                        heartbeats,
                        submissions,
                        new MetricsResource(history, clock),
                        new AuditResource(history, control.log(), envelopes, clock),
                        new NodeReplayResource(history, replays, clock),
                        new ReplayResource(
                                new KafkaReplay(
                                        broker.bootstrapServers(), new TopicNames(TOPIC_PREFIX)),
                                replays,
                                clock),
                        routes(config, control, relay, keys, tokens, terms, envelopes, routes),
                        new ExplanationResource(
                                new DecisionRecords(control.decisions(), control.facts()),
                                control.live()),
                        new ClientResource(control.live()),
                        turn.resource(),
                        new PacketResource(
                                control.fleet(), control.live(), new RelayPackets(relay.server())),
                        new SessionFileResource(control.fleet(), control.live(), terms),
                        waits.add(
                                "waits for peers",
                                new NodeFileResource(control.fleet(), control.live(), terms)),
                        new CandidateResource(
                                control.live(), verifier, control.log(), envelopes, clock),
                        new SessionResource(
                                control.live(),
                                new SessionDesk(control.live(), control.log(), envelopes, clock))),
                List.of(
                        Shortcut.post(HeartbeatResource.PATH, heartbeats::heartbeat),
                        Shortcut.post(
                                SubmissionResource.PATH, (_, body) -> submissions.submit(body))));
    }

    private static WireGuardTerms wireGuard(
            ServerConfig config, HostPort udp, TunnelRange tunnels) {
        return new WireGuardTerms(
                Hosts.inUrl(udp.host()), OptionalInt.of(udp.port()), config.tunnel(), tunnels);
    }

    /// The same of its UDP port.
    int udpPort() {
        return udpPort.get();
    }

    /// Has requests answered that wait for something to happen.
    void endWaits() {
        waits.close();
    }

    /// Where the relay listens, once it does.
    int relayPort() {
        return relayPort.get();
    }

    /// An enrolment key holds while the log says so; a node's token is weighed against the node.
    private static Revocations withdrawn(ControlPlane control) {
        return (principal, _) ->
                switch (principal) {
                    case Principal.EnrolmentKeyHolder(var id) ->
                            !control.access().state().holds(id);
                    case Principal.ClientKeyHolder(var id) -> !control.access().state().holds(id);
                    default -> false;
                };
    }

    private static NodeResource nodes(
            ServerConfig config,
            ControlPlane control,
            NodeCommandHandler commands,
            RelayPlane relay,
            TurnPlane turn,
            TokenIssuer tokens,
            Envelopes envelopes) {
        Access mayEnrol =
                switch (config.enrolment()) {
                    case KEY -> Access.ENROLMENT_KEY;
                    case OPEN -> Access.ANYONE;
                };
        return new NodeResource(
                control.fleet(),
                commands,
                envelopes,
                new RegistrationReply(tokens, relay.announcement(), turn::stunServers),
                mayEnrol,
                config.legacy());
    }

    private RouteResource routes(
            ServerConfig config,
            ControlPlane control,
            RelayPlane relay,
            SigningKeys keys,
            TokenIssuer tokens,
            WireGuardTerms terms,
            Envelopes envelopes,
            RouteTally tally) {
        return new RouteResource(
                control.fleet(),
                control.live(),
                new RouteDesk(
                        control.fleet(),
                        control.live(),
                        config.routing().policy(),
                        control.log(),
                        envelopes,
                        clock,
                        random,
                        tally,
                        control.decisions()::written),
                new RouteReply(tokens, control.relays()::state, relay.announcement().url(), terms),
                new Callers(
                        config.clients(),
                        config.sessions(),
                        new Holders(keys.derived("session holders"), control.live())));
    }
}
