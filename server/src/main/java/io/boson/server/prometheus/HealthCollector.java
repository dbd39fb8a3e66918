package io.boson.server.prometheus;

import io.boson.server.health.Health;
import io.boson.server.health.Probe;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.BooleanSupplier;

/// The picture that `/health` and `/health/ready` give.
final class HealthCollector implements MultiCollector {

    private final Health health;
    private final BooleanSupplier ready;

    HealthCollector(Health health, BooleanSupplier ready) {
        this.health = health;
        this.ready = ready;
    }

    @Override
    public MetricSnapshots collect() {
        Health.Picture picture = health.look();
        return new Families()
                .gauge(
                        "ready",
                        "Whether reads can be answered from all that is in the log.",
                        ready.getAsBoolean() ? 1 : 0)
                .gauge(
                        "healthy",
                        "Whether clients can be served.",
                        picture.whole() == Probe.State.UNHEALTHY ? 0 : 1)
                .gauge(
                        "service_status",
                        "1 for what each part says of itself.",
                        out ->
                                picture.parts()
                                        .forEach(
                                                (part, report) -> {
                                                    for (var state : Probe.State.values()) {
                                                        out.put(
                                                                report.state() == state ? 1.0 : 0,
                                                                "service",
                                                                part,
                                                                "status",
                                                                state.text());
                                                    }
                                                }))
                .collected();
    }
}
