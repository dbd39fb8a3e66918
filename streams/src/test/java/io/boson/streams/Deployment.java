package io.boson.streams;

import io.boson.events.Event;
import io.boson.events.access.EnrolmentKeys;
import io.boson.events.log.LogPosition;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.log.KafkaEventLog;
import io.boson.streams.log.KafkaLogSettings;
import io.boson.streams.projection.FoldCounters;
import io.boson.streams.projection.ProjectionTopology;
import io.boson.streams.reactor.KafkaLogSpans;
import io.boson.streams.reactor.ReactorTopology;
import io.boson.streams.replica.FactReplica;
import io.boson.streams.replica.FleetReplica;
import io.boson.streams.replica.LiveReplica;
import io.boson.streams.topics.TopicNames;
import io.boson.streams.topics.TopicSettings;
import io.boson.streams.topics.TopicSetup;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// Everything of this module at work on a broker, under a prefix of its own.
public final class Deployment implements AutoCloseable {

    public static final int PARTITIONS = 3;
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String SOURCE = "/boson/test";

    public final String bootstrapServers;
    public final TopicNames names;
    public final KafkaEventLog log;
    public final FleetReplica fleet;
    public final LiveReplica live;
    public final FactReplica<EnrolmentKeys> access;

    private StreamsApplication projections;
    private StreamsApplication reactors;

    private Deployment(String bootstrapServers, String prefix, Path state) {
        this.bootstrapServers = bootstrapServers;
        names = new TopicNames(prefix);
        log = KafkaEventLog.open(settings(bootstrapServers), names, SOURCE);
        fleet = new FleetReplica(bootstrapServers, names);
        live = new LiveReplica(bootstrapServers, names);
        access = FactReplica.access(bootstrapServers, names);
        projections = projections(state);
        reactors = reactors(state);
    }

    /// Patient enough for a busy machine, and soon out of patience where nobody answers.
    public static KafkaLogSettings settings(String bootstrapServers) {
        return new KafkaLogSettings(
                bootstrapServers, Duration.ofSeconds(4), Duration.ofSeconds(2), 1024 * 1024);
    }

    public static Deployment start(String bootstrapServers, String prefix, Path state)
            throws InterruptedException {
        createTopics(bootstrapServers, prefix);
        Deployment deployment = new Deployment(bootstrapServers, prefix, state);
        deployment.projections.start();
        deployment.reactors.start();
        deployment.fleet.start();
        deployment.live.start();
        deployment.access.start();
        if (!deployment.fleet.awaitReady(PATIENCE)
                || !deployment.live.awaitReady(PATIENCE)
                || !deployment.access.awaitReady(PATIENCE)) {
            deployment.close();
            throw new IllegalStateException("not ready in " + PATIENCE);
        }
        return deployment;
    }

    public static void createTopics(String bootstrapServers, String prefix) {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new TopicSetup(new TopicSettings(new TopicNames(prefix), PARTITIONS, (short) 1))
                    .run(admin);
        }
    }

    private StreamsApplication projections(Path state) {
        return StreamsApplication.of(
                names.prefix() + "projections",
                new ProjectionTopology(names, new FoldCounters()).get(),
                new StreamsSettings(bootstrapServers, state, "test", 1, 1));
    }

    private StreamsApplication reactors(Path state) {
        String id = names.prefix() + "reactors";
        return StreamsApplication.of(
                id,
                new ReactorTopology(
                                names,
                                new KafkaLogSpans(bootstrapServers, id, names),
                                SOURCE,
                                TunnelRange.SAMPLE)
                        .get(),
                new StreamsSettings(bootstrapServers, state, "test", 1, 1));
    }

    /// Ends both applications and starts them anew over another state directory.
    public void restartApplications(Path state) {
        stopApplications();
        startApplications(state);
    }

    public void stopApplications() {
        reactors.close();
        projections.close();
    }

    /// After [#stopApplications].
    public void startApplications(Path state) {
        projections = projections(state);
        reactors = reactors(state);
        projections.start();
        reactors.start();
    }

    public boolean isRunning() {
        return projections.state() == StreamsApplication.State.RUNNING
                && reactors.state() == StreamsApplication.State.RUNNING;
    }

    public StreamsApplication.State reactors() {
        return reactors.state();
    }

    public StreamsApplication.State projections() {
        return projections.state();
    }

    public LogPosition append(Event event) {
        return log.append(Samples.envelope(event));
    }

    @Override
    public void close() {
        reactors.close();
        projections.close();
        access.close();
        live.close();
        fleet.close();
        log.close();
    }
}
