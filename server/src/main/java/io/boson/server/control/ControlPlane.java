package io.boson.server.control;

import io.boson.events.access.EnrolmentKeys;
import io.boson.events.log.Facts;
import io.boson.events.relay.Relays;
import io.boson.events.routing.PolicyInForce;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.route.Decisions;
import io.boson.server.log.MeasuredLog;
import io.boson.streams.StreamsApplication;
import io.boson.streams.StreamsProgress;
import io.boson.streams.StreamsSettings;
import io.boson.streams.log.KafkaEventLog;
import io.boson.streams.log.KafkaFacts;
import io.boson.streams.log.KafkaLogSettings;
import io.boson.streams.projection.FoldCounters;
import io.boson.streams.projection.ProjectionTopology;
import io.boson.streams.reactor.KafkaLogSpans;
import io.boson.streams.reactor.ReactorTopology;
import io.boson.streams.replica.DecisionReplica;
import io.boson.streams.replica.FactReplica;
import io.boson.streams.replica.FleetReplica;
import io.boson.streams.replica.LiveReplica;
import io.boson.streams.replica.ReplicaProgress;
import io.boson.streams.topics.TopicNames;
import io.boson.streams.topics.TopicSettings;
import io.boson.streams.topics.TopicSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Broker, log, folds and replicas, in the order in which they need each other.
///
/// ```
///   Broker -> topics -> KafkaEventLog        commands write here
///                    -> projections, reactors
///                    -> FleetReplica, LiveReplica, DecisionReplica, FactReplica
///                                             reads are answered here
/// ```
public final class ControlPlane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    private final Broker broker;
    private final Admin admin;
    private final KafkaEventLog log;
    private final MeasuredLog measured;
    private final FleetReplica fleet;
    private final LiveReplica live;
    private final FactReplica<EnrolmentKeys> access;
    private final DecisionReplica decisions;
    private final KafkaFacts facts;
    private final FactReplica<PolicyInForce> policies;
    private final FactReplica<Relays> relays;
    private final StreamsApplication projections;
    private final StreamsApplication reactors;
    private final FoldCounters counters = new FoldCounters();

    /// @param instance this server's id, in the source of its events
    /// @param tunnels where clients' tunnel addresses are taken from
    public ControlPlane(
            Broker broker,
            Path data,
            String prefix,
            String instance,
            TunnelRange tunnels,
            Clock clock) {
        this.broker = broker;
        TopicNames names = new TopicNames(prefix);
        String servers = broker.bootstrapServers();
        String source = "/boson/" + instance;
        admin = admin(servers);
        new TopicSetup(new TopicSettings(names, broker.partitions(), broker.replication()))
                .run(admin);
        log = KafkaEventLog.open(KafkaLogSettings.at(servers), names, source);
        measured = new MeasuredLog(log, System::nanoTime);
        fleet = new FleetReplica(servers, names);
        live = new LiveReplica(servers, names);
        access = FactReplica.access(servers, names);
        decisions = new DecisionReplica(servers, names, live, clock);
        facts = new KafkaFacts(servers, names);
        policies = FactReplica.policies(servers, names);
        relays = FactReplica.relays(servers, names);
        StreamsSettings streams =
                new StreamsSettings(
                        servers, data.resolve("streams"), instance, broker.replication(), 1);
        projections =
                StreamsApplication.of(
                        prefix.replace('.', '-')
                                + "projections-v"
                                + ProjectionTopology.FOLD_VERSION,
                        new ProjectionTopology(names, counters).get(),
                        streams);
        String reactorsId = prefix.replace('.', '-') + "reactors-v1";
        reactors =
                StreamsApplication.of(
                        reactorsId,
                        new ReactorTopology(
                                        names,
                                        new KafkaLogSpans(servers, reactorsId, names),
                                        source,
                                        tunnels)
                                .get(),
                        streams);
    }

    private static Admin admin(String servers) {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        15_000));
    }

    /// Starts everything and waits until the folds run and reads can be answered from all that was
    /// in the log. Where that takes too long it goes on without: health says what is missing.
    public void start() throws InterruptedException {
        projections.start();
        reactors.start();
        fleet.start();
        live.start();
        decisions.start();
        access.start();
        policies.start();
        relays.start();
        boolean all =
                fleet.awaitReady(READY_MAX)
                        && live.awaitReady(READY_MAX)
                        && access.awaitReady(READY_MAX)
                        && policies.awaitReady(READY_MAX)
                        && relays.awaitReady(READY_MAX)
                        && projections.awaitRunning(READY_MAX)
                        && reactors.awaitRunning(READY_MAX);
        if (!all) {
            LOG.warn("The folds did not come up in {}; /health tells how they do", READY_MAX);
        }
    }

    public MeasuredLog log() {
        return measured;
    }

    public FleetReplica fleet() {
        return fleet;
    }

    public LiveReplica live() {
        return live;
    }

    public Decisions decisions() {
        return decisions;
    }

    public Facts facts() {
        return facts;
    }

    public FactReplica<EnrolmentKeys> access() {
        return access;
    }

    public FactReplica<Relays> relays() {
        return relays;
    }

    public FactReplica<PolicyInForce> policies() {
        return policies;
    }

    public Broker broker() {
        return broker;
    }

    public Admin admin() {
        return admin;
    }

    public FoldCounters counters() {
        return counters;
    }

    /// The worse of the two applications' states.
    public StreamsApplication.State streams() {
        StreamsApplication.State a = projections.state();
        StreamsApplication.State b = reactors.state();
        if (a == StreamsApplication.State.STOPPED || b == StreamsApplication.State.STOPPED) {
            return StreamsApplication.State.STOPPED;
        }
        return a == StreamsApplication.State.STARTING ? a : b;
    }

    /// Each application by its name.
    public Map<String, StreamsProgress> applications() {
        return Map.of("projections", projections.progress(), "reactors", reactors.progress());
    }

    /// Each replica by its name.
    public Map<String, ReplicaProgress> replicas() {
        return Map.of(
                "fleet", fleet.progress(),
                "live", live.progress(),
                "access", access.progress(),
                "decisions", decisions.progress(),
                "policies", policies.progress(),
                "relays", relays.progress());
    }

    public boolean isReady() {
        return fleet.isReady() && live.isReady() && access.isReady() && policies.isReady();
    }

    @Override
    public void close() {
        relays.close();
        policies.close();
        facts.close();
        decisions.close();
        access.close();
        live.close();
        fleet.close();
        reactors.close();
        projections.close();
        log.close();
        admin.close(Duration.ofSeconds(2));
    }
}
