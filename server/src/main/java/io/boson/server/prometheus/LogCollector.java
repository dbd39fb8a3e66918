package io.boson.server.prometheus;

import io.boson.server.control.ControlPlane;
import io.boson.server.log.MeasuredLog;
import io.boson.streams.StreamsApplication;
import io.boson.streams.replica.ReplicaProgress;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.ToDoubleFunction;

/// The log, its folds, and the replicas that reads are answered from.
final class LogCollector implements MultiCollector {

    private final ControlPlane control;

    LogCollector(ControlPlane control) {
        this.control = control;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        appends(families, control.log());
        streams(families);
        replicas(families);
        return families.collected();
    }

    private static void appends(Families families, MeasuredLog log) {
        families.histogram(
                        "log_append_duration_seconds",
                        "From an append to the log's acknowledgement.",
                        out ->
                                log.acknowledgements()
                                        .forEach(
                                                (topic, reading) ->
                                                        out.put(
                                                                reading,
                                                                "topic",
                                                                topic.shortName())))
                .counter(
                        "log_append_failures",
                        "Appends that the log did not acknowledge in time.",
                        out ->
                                log.failures()
                                        .forEach(
                                                (topic, count) ->
                                                        out.put(
                                                                count,
                                                                "topic",
                                                                topic.shortName())));
    }

    private void streams(Families families) {
        var applications = control.applications();
        families.gauge(
                        "streams_state",
                        "1 for the state that a Streams application is in.",
                        out ->
                                applications.forEach(
                                        (name, progress) -> {
                                            for (var state : StreamsApplication.State.values()) {
                                                out.put(
                                                        progress.state() == state ? 1.0 : 0,
                                                        "application",
                                                        name,
                                                        "state",
                                                        Families.word(state));
                                            }
                                        }))
                .gauge(
                        "streams_lag_records",
                        "Records in a source topic that a Streams application has not read yet.",
                        out ->
                                applications.forEach(
                                        (name, progress) ->
                                                progress.lagRecords()
                                                        .forEach(
                                                                (topic, lag) ->
                                                                        out.put(
                                                                                lag.doubleValue(),
                                                                                "application",
                                                                                name,
                                                                                "topic",
                                                                                topic))))
                .counter(
                        "streams_processed_records",
                        "Records that a Streams application has processed.",
                        out ->
                                applications.forEach(
                                        (name, progress) ->
                                                out.put(progress.processed(), "application", name)))
                .counter(
                        "fold_unreadable_records",
                        "Records that the projections could not read.",
                        out -> out.put(control.counters().unreadableTotal()))
                .counter(
                        "fold_unchanged_records",
                        "Records that changed nothing in the projections' state.",
                        out -> out.put(control.counters().unchangedTotal()));
    }

    private void replicas(Families families) {
        replica(
                families,
                "replica_caught_up",
                "Whether a replica holds all that its topic held at the start.",
                progress -> progress.caughtUp() ? 1 : 0);
        replica(
                families,
                "replica_following",
                "Whether a replica's last contact with the log succeeded.",
                progress -> progress.following() ? 1 : 0);
        replica(
                families,
                "replica_lag_records",
                "Records in a replica's topic that it has not read yet.",
                ReplicaProgress::lagRecords);
    }

    private void replica(
            Families families, String name, String help, ToDoubleFunction<ReplicaProgress> of) {
        families.gauge(
                name,
                help,
                out ->
                        control.replicas()
                                .forEach(
                                        (replica, progress) ->
                                                out.put(
                                                        of.applyAsDouble(progress),
                                                        "replica",
                                                        replica)));
    }
}
