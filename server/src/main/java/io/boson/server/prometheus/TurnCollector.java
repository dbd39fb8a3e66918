package io.boson.server.prometheus;

import io.boson.server.turn.TurnPlane;
import io.boson.server.turn.TurnWatch;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/// Which TURN servers answer, how fast, and what was handed out for them.
final class TurnCollector implements MultiCollector {

    private static final double NANOS_PER_SECOND = 1e9;

    private final TurnPlane turn;

    TurnCollector(TurnPlane turn) {
        this.turn = turn;
    }

    @Override
    public MetricSnapshots collect() {
        List<TurnWatch.Reading> readings = turn.watch().readings();
        long answering = readings.stream().filter(TurnWatch.Reading::answers).count();
        return new Families()
                .gauge(
                        "turn_checks",
                        "Questions that TURN servers are asked regularly, by whether they answer.",
                        out -> {
                            out.put((double) answering, "outcome", "answered");
                            out.put((double) readings.size() - answering, "outcome", "failed");
                        })
                .gauge(
                        "turn_up",
                        "1 where a server answers: a STUN Binding, or an Allocate over the"
                                + " transport.",
                        out ->
                                readings.forEach(
                                        r ->
                                                out.put(
                                                        r.answers() ? 1.0 : 0,
                                                        "server",
                                                        r.server(),
                                                        "transport",
                                                        r.ask().word())))
                .gauge(
                        "turn_latency_seconds",
                        "Of the last answer.",
                        out -> readings.forEach(r -> latency(out, r)))
                .histogram(
                        "turn_check_duration_seconds",
                        "From a question to its answer, where there was one.",
                        out ->
                                turn.watch()
                                        .latencies()
                                        .forEach(
                                                (ask, took) ->
                                                        out.put(took, "transport", ask.word())))
                .counter(
                        "turn_credentials_issued",
                        "User names handed out for TURN.",
                        out -> out.put(turn.desk().issued()))
                .collected();
    }

    private static void latency(Families.Series<Double> out, TurnWatch.Reading reading) {
        reading.latency()
                .ifPresent(
                        took ->
                                out.put(
                                        took.toNanos() / NANOS_PER_SECOND,
                                        "server",
                                        reading.server(),
                                        "transport",
                                        reading.ask().word()));
    }
}
