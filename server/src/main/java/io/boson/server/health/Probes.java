package io.boson.server.health;

import io.boson.relay.datapath.WireGuardRelay;
import io.boson.relay.transport.RelayCounters;
import io.boson.relay.transport.RelayServer;
import io.boson.server.control.ControlPlane;
import io.boson.server.health.Probe.Report;
import io.boson.server.health.Probe.State;
import io.boson.server.history.HistoryPlane;
import io.boson.server.history.HistoryState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// What each part is asked.
public final class Probes {

    /// A part that this build or configuration does not have.
    public static final Probe DISABLED = () -> Report.of(State.DISABLED);

    /// Partitions change owners whenever an instance comes or goes, within seconds; clients that
    /// refuse a degraded server need not hear of it.
    private static final Duration ASSIGNED_WITHIN = Duration.ofSeconds(15);

    private static final Duration TOLD_FOR = Duration.ofDays(1);

    private Probes() {}

    /// The embedded broker knows why it died before a question to it would time out.
    public static Probe kafka(ControlPlane control, LogProbe reachable) {
        return () ->
                control.broker()
                        .failure()
                        .map(why -> Report.of(State.UNHEALTHY, why))
                        .orElseGet(reachable::report);
    }

    /// @param nanoTime a monotonic clock, in nanoseconds
    public static Probe projections(ControlPlane control, LongSupplier nanoTime) {
        return new Passing(() -> folds(control), ASSIGNED_WITHIN, nanoTime);
    }

    private static Report folds(ControlPlane control) {

        if (!control.isReady()) {
            return Report.of(State.UNHEALTHY, "reading the log");
        }
        return switch (control.streams()) {
            case RUNNING -> Report.of(State.HEALTHY);
            case STARTING -> Report.of(State.DEGRADED, "partitions are being assigned");
            case STOPPED -> Report.of(State.UNHEALTHY, "stopped; the log tells why");
        };
    }

    /// Clients are served without it, so it is never worse than degraded. A log that was lost is
    /// told of for a day.
    ///
    /// @param clock for how long ago that was
    public static Probe database(HistoryPlane history, Clock clock) {
        return () -> database(history.state(), clock.instant());
    }

    static Report database(HistoryState state, Instant now) {
        return switch (state) {
            case HistoryState.Starting() -> Report.of(State.DEGRADED, "starting");
            case HistoryState.Disabled(var why) -> Report.of(State.DISABLED, why);
            case HistoryState.Away(var why) -> Report.of(State.DEGRADED, why);
            case HistoryState.Running running ->
                    running.subscription()
                            .progress()
                            .failure()
                            .map(why -> Report.of(State.DEGRADED, why))
                            .orElseGet(() -> following(running, now));
        };
    }

    private static Report following(HistoryState.Running running, Instant now) {
        return running.writer()
                .latestBreak()
                .filter(seen -> seen.noticed().plus(TOLD_FOR).isAfter(now))
                .map(seen -> Report.of(State.HEALTHY, seen.noticed() + ": " + seen.text()))
                .orElseGet(() -> Report.of(State.HEALTHY));
    }

    /// A socket that broke stays so until a restart.
    public static Probe udp(WireGuardRelay relay) {
        return () ->
                relay.failure()
                        .map(why -> Report.of(State.UNHEALTHY, why))
                        .orElseGet(() -> Report.of(State.HEALTHY));
    }

    public static Probe relay(RelayServer relay) {
        return () -> {
            RelayCounters now = relay.counters();
            return Report.of(State.HEALTHY).withConnections((int) (now.clients() + now.nodes()));
        };
    }
}
