package io.boson.server;

import io.boson.relay.EndReason;
import io.boson.relay.transport.RelayConfig;
import io.boson.relay.transport.RelayServer;
import io.boson.server.access.FirstKey;
import io.boson.server.access.KeysResource;
import io.boson.server.audit.AuditResource;
import io.boson.server.config.Clients;
import io.boson.server.config.ConfigException;
import io.boson.server.config.Enrolment;
import io.boson.server.config.ServerConfig;
import io.boson.server.control.Broker;
import io.boson.server.control.ControlPlane;
import io.boson.server.health.AdminCheck;
import io.boson.server.health.Health;
import io.boson.server.health.HealthResource;
import io.boson.server.health.LogProbe;
import io.boson.server.health.Probe;
import io.boson.server.health.Probes;
import io.boson.server.history.HistoryPlane;
import io.boson.server.http.Access;
import io.boson.server.http.DropwizardSettings;
import io.boson.server.http.Gate;
import io.boson.server.http.Hosts;
import io.boson.server.http.HttpApi;
import io.boson.server.http.RequestIds;
import io.boson.server.http.Shortcut;
import io.boson.server.limits.RequestLimits;
import io.boson.server.log.Envelopes;
import io.boson.server.metrics.MetricsResource;
import io.boson.server.metrics.SubmissionResource;
import io.boson.server.node.HeartbeatResource;
import io.boson.server.node.NodeCommandHandler;
import io.boson.server.node.NodeResource;
import io.boson.server.node.RegistrationReply;
import io.boson.server.relay.LiveAdmissions;
import io.boson.server.relay.NodeNews;
import io.boson.server.relay.RelayFacts;
import io.boson.server.relay.RelayPresence;
import io.boson.server.relay.Unreturned;
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
import io.boson.server.session.ClientResource;
import io.boson.server.session.SessionDesk;
import io.boson.server.session.SessionResource;
import io.boson.server.token.Principal;
import io.boson.server.token.Revocations;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenFile;
import io.boson.server.token.TokenIssuer;
import io.boson.server.token.TokenVerifier;
import io.boson.streams.log.KafkaReplay;
import io.boson.streams.topics.TopicNames;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.metrics.servlets.HealthCheckServlet;
import io.github.bucket4j.TimeMeter;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// The composition root: who needs whom, from top to bottom. Opened last, stopped first.
final class ServerApplication extends Application<DropwizardSettings> {

    private static final String TOPIC_PREFIX = "boson.";

    private final StopList stops;
    private final RequestIds ids;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicInteger relayPort = new AtomicInteger();

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

        Broker broker = stops.add("broker", Broker.start(config.kafka(), data));
        ControlPlane control =
                stops.add(
                        "control plane",
                        new ControlPlane(broker, data, TOPIC_PREFIX, instance, clock));
        control.start();
        HistoryPlane history =
                stops.add(
                        "history",
                        new HistoryPlane(
                                config.database(),
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
        ScheduledExecutorService scheduler = stops.add("scheduler", scheduler());

        RelayFacts facts = new RelayFacts(instance, control.log(), envelopes, clock);
        RelayServer relay = relay(config, control, verifier, facts, envelopes);
        facts.start();
        stops.add("relay facts", facts);
        new Unreturned(instance, control.fleet(), control.live(), facts, clock).watch(scheduler);
        try {
            relay.start();
        } catch (BindException taken) {
            throw new ConfigException("relay.port", String.valueOf(taken.getMessage()));
        }
        stops.add("relay", relay::stop);
        relayPort.set(relay.port());
        String relayEndpoint = "ws://" + Hosts.inUrl(config.advertisedHost()) + ":" + relay.port();
        stops.add(
                        "relay presence",
                        new RelayPresence(instance, relayEndpoint, control.log(), envelopes, clock))
                .start(scheduler);

        HeartbeatResource heartbeats =
                new HeartbeatResource(control.fleet(), control.log(), envelopes, clock, random);
        Replays replays = new Replays();
        SubmissionResource metrics =
                new SubmissionResource(control.fleet(), control.log(), envelopes, clock);
        HttpApi.install(
                environment,
                new Gate(verifier, limits),
                ids,
                List.of(
                        health(environment, control, history, relay, scheduler),
                        new KeysResource(keys),
                        nodes(config, control, relay, instance, tokens, envelopes),
                        heartbeats,
                        metrics,
                        new MetricsResource(history, clock),
                        new AuditResource(history, control.log(), envelopes, clock),
                        new NodeReplayResource(history, replays, clock),
                        new ReplayResource(
                                new KafkaReplay(
                                        broker.bootstrapServers(), new TopicNames(TOPIC_PREFIX)),
                                replays,
                                clock),
                        routes(config, control, relayEndpoint, keys, tokens, envelopes),
                        new ExplanationResource(
                                new DecisionRecords(control.decisions(), control.facts()),
                                control.live()),
                        new ClientResource(control.live()),
                        new SessionResource(
                                control.live(),
                                new SessionDesk(control.live(), control.log(), envelopes, clock))),
                List.of(
                        Shortcut.post(HeartbeatResource.PATH, heartbeats::heartbeat),
                        Shortcut.post(SubmissionResource.PATH, (_, body) -> metrics.submit(body))));
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

    private RelayServer relay(
            ServerConfig config,
            ControlPlane control,
            TokenVerifier verifier,
            RelayFacts facts,
            Envelopes envelopes) {
        RelayServer relay =
                new RelayServer(
                        RelayConfig.defaults(config.bind().getHostAddress(), config.relay().port()),
                        new LiveAdmissions(
                                control.fleet(), control.live(), verifier, control::isReady),
                        facts,
                        clock,
                        random,
                        envelopes::uuid);
        control.live().onEnd((session, reason) -> relay.endSession(session.id(), end(reason)));
        NodeNews nodes = new NodeNews(relay);
        control.fleet().onChange(nodes::changed);
        nodes.tellPresent(control.fleet());
        return relay;
    }

    private static EndReason end(String reason) {
        return switch (reason) {
            case "expired" -> EndReason.EXPIRED;
            case "closed node-gone" -> EndReason.NODE_REMOVED;
            case "closed node-drained" -> EndReason.NODE_DRAINED;
            default -> EndReason.CLOSED;
        };
    }

    private HealthResource health(
            Environment environment,
            ControlPlane control,
            HistoryPlane history,
            RelayServer relay,
            ScheduledExecutorService scheduler) {
        LogProbe reachable =
                new LogProbe(
                        () -> control.admin().describeCluster().nodes().get(3, TimeUnit.SECONDS),
                        System::nanoTime);
        reachable.start(scheduler);
        Map<String, Probe> essential = new LinkedHashMap<>();
        essential.put("kafka", Probes.kafka(control, reachable));
        essential.put("projections", Probes.projections(control, System::nanoTime));
        essential.put("relay", Probes.relay(relay));
        Map<String, Probe> optional = new LinkedHashMap<>();
        optional.put("database", Probes.database(history));
        optional.put("redis", Probes.DISABLED);
        optional.put("turn", Probes.DISABLED);
        Health health = new Health(essential, optional);
        environment.healthChecks().register("boson", new AdminCheck(health));
        environment
                .admin()
                .addServlet("healthcheck", new HealthCheckServlet(environment.healthChecks()))
                .addMapping("/healthcheck");
        return new HealthResource(health, control::isReady, clock);
    }

    private NodeResource nodes(
            ServerConfig config,
            ControlPlane control,
            RelayServer relay,
            String instance,
            TokenIssuer tokens,
            Envelopes envelopes) {
        Access mayEnrol =
                switch (config.enrolment()) {
                    case KEY -> Access.ENROLMENT_KEY;
                    case OPEN -> Access.ANYONE;
                };
        return new NodeResource(
                control.fleet(),
                new NodeCommandHandler(control.fleet(), control.log(), envelopes, clock),
                envelopes,
                new RegistrationReply(tokens, instance, config.advertisedHost(), relay.port()),
                mayEnrol);
    }

    private RouteResource routes(
            ServerConfig config,
            ControlPlane control,
            String relayEndpoint,
            SigningKeys keys,
            TokenIssuer tokens,
            Envelopes envelopes) {
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
                        random),
                new RouteReply(
                        tokens,
                        control.relays()::state,
                        relayEndpoint,
                        Hosts.inUrl(config.advertisedHost()),
                        config.udp().port()),
                new Callers(
                        config.clients(),
                        config.sessions(),
                        new Holders(keys.derived("session holders"), control.live())));
    }

    /// What it was to do later it leaves undone when the server stops.
    private static ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor scheduler =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("scheduler").daemon().factory());
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }
}
