package io.boson.server.health;

import io.boson.server.health.Probe.Report;
import io.boson.server.health.Probe.State;
import java.util.LinkedHashMap;
import java.util.Map;

/// The whole from its parts. Only a part without which no client can be served makes it unhealthy;
/// existing clients refuse to connect unless it is exactly `healthy`, so an optional part that
/// ails leaves it so and says why under its own name.
public final class Health {

    private final Map<String, Probe> essential;
    private final Map<String, Probe> optional;

    public Health(Map<String, Probe> essential, Map<String, Probe> optional) {
        this.essential = new LinkedHashMap<>(essential);
        this.optional = new LinkedHashMap<>(optional);
    }

    public Picture look() {
        Map<String, Report> reports = new LinkedHashMap<>();
        State whole = State.HEALTHY;
        for (Map.Entry<String, Probe> part : essential.entrySet()) {
            Report report = part.getValue().report();
            reports.put(part.getKey(), report);
            if (report.state() != State.DISABLED && report.state().compareTo(whole) > 0) {
                whole = report.state();
            }
        }
        optional.forEach((name, probe) -> reports.put(name, probe.report()));
        return new Picture(whole, reports);
    }

    /// @param parts in a fixed order
    public record Picture(State whole, Map<String, Report> parts) {}
}
