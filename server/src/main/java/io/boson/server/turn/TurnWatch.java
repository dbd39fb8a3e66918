package io.boson.server.turn;

import io.boson.server.config.TurnConfig;
import io.boson.server.config.TurnServer;
import io.boson.server.health.Probe;
import io.boson.server.measure.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every server, again and again, by each way to it, and knows which of them answer.
public final class TurnWatch implements Probe {

    private static final Logger LOG = LoggerFactory.getLogger(TurnWatch.class);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int NAMED_MAX = 5;

    private final Duration every;
    private final TurnSecrets secrets;
    private final TurnCheck check;
    private final AtomicInteger asking = new AtomicInteger();
    private final Map<Ask, Durations> latencies = new EnumMap<>(Ask.class);

    private volatile List<Seen> all;

    /// One way to one server, for Prometheus.
    ///
    /// @param latency of the last time; empty where it did not answer
    public record Reading(String server, Ask ask, boolean answers, Optional<Duration> latency) {}

    TurnWatch(TurnConfig config, TurnSecrets secrets, TurnCheck check) {
        this.every = config.checkEvery();
        this.secrets = secrets;
        this.check = check;
        this.all = config.servers().stream().map(Seen::not).toList();
        for (Ask ask : Ask.values()) {
            latencies.put(ask, Durations.ofWaiting());
        }
    }

    void start(ScheduledExecutorService scheduler) {
        if (!all.isEmpty()) {
            var _ =
                    scheduler.scheduleAtFixedRate(
                            this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    List<Seen> seen() {
        return all;
    }

    /// Each question on a thread of its own; none while the round before still waits for an answer.
    private void round() {
        if (asking.get() > 0) {
            return;
        }
        List<TurnSecret> now = secrets.now();
        for (Seen seen : all) {
            for (Ask ask : seen.sightings().keySet()) {
                asking.incrementAndGet();
                Thread.ofVirtual()
                        .name("turn check")
                        .start(
                                () -> {
                                    try {
                                        note(seen.server(), ask, look(seen.server(), ask, now));
                                    } finally {
                                        asking.decrementAndGet();
                                    }
                                });
            }
        }
    }

    /// What was seen before must not stand where we cannot look.
    private Sighting look(TurnServer server, Ask ask, List<TurnSecret> now) {
        try {
            return check.look(server, ask, now);
        } catch (RuntimeException fault) {
            LOG.error("Cannot ask TURN server {} over {}", server.name(), ask.word(), fault);
            return new Sighting.Fails("cannot be asked, see the log");
        }
    }

    private void note(TurnServer server, Ask ask, Sighting sighting) {
        Sighting was = replace(server, ask, sighting);
        latency(sighting).map(Duration::toNanos).ifPresent(took -> durations(ask).add(took));
        String name = server.name();
        if (sighting instanceof Sighting.Fails(var why) && !(was instanceof Sighting.Fails)) {
            LOG.warn("TURN server {} fails over {}: {}", name, ask.word(), why);
        } else if (was instanceof Sighting.Fails && !(sighting instanceof Sighting.Fails)) {
            LOG.info("TURN server {} answers over {} again", name, ask.word());
        }
    }

    /// @return what was there before
    private synchronized Sighting replace(TurnServer server, Ask ask, Sighting sighting) {
        Sighting was = new Sighting.Unseen();
        List<Seen> next = new ArrayList<>();
        for (Seen seen : all) {
            boolean same = seen.server().equals(server);
            was = same ? seen.of(ask) : was;
            next.add(same ? seen.with(ask, sighting) : seen);
        }
        all = List.copyOf(next);
        return was;
    }

    private static Optional<Duration> latency(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Bound(var took) -> Optional.of(took);
            case Sighting.Relays(var took, _, _) -> Optional.of(took);
            case Sighting.Unseen _, Sighting.Fails _ -> Optional.empty();
        };
    }

    private Durations durations(Ask ask) {
        return latencies.getOrDefault(ask, Durations.ofWaiting());
    }

    /// How long answers took, so far.
    public Map<Ask, Durations.Reading> latencies() {
        Map<Ask, Durations.Reading> read = new EnumMap<>(Ask.class);
        latencies.forEach((ask, durations) -> read.put(ask, durations.reading()));
        return read;
    }

    /// The ways that have been tried.
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Seen seen : all) {
            seen.sightings()
                    .forEach(
                            (ask, sighting) -> {
                                if (!(sighting instanceof Sighting.Unseen)) {
                                    Optional<Duration> took = latency(sighting);
                                    readings.add(
                                            new Reading(
                                                    seen.server().name(),
                                                    ask,
                                                    took.isPresent(),
                                                    took));
                                }
                            });
        }
        return readings;
    }

    /// With the best latency of an Allocate.
    @Override
    public Report report() {
        List<Seen> now = all;
        if (now.isEmpty()) {
            return Report.of(State.DISABLED);
        }
        List<String> failures = new ArrayList<>();
        Optional<Duration> best = Optional.empty();
        for (Seen seen : now) {
            for (var each : seen.sightings().entrySet()) {
                String what = seen.server().name() + " over " + each.getKey().word();
                switch (each.getValue()) {
                    case Sighting.Unseen() -> failures.add(what + ": not asked yet");
                    case Sighting.Fails(var why) -> failures.add(what + ": " + why);
                    case Sighting.Bound _ -> {}
                    case Sighting.Relays(var took, _, _) ->
                            best =
                                    best.filter(b -> b.compareTo(took) < 0)
                                            .or(() -> Optional.of(took));
                }
            }
        }
        failures.sort(null);
        Report report =
                failures.isEmpty()
                        ? Report.of(State.HEALTHY)
                        : Report.of(State.DEGRADED, words(failures));
        return best.map(took -> report.withLatency(took.toNanos() / NANOS_PER_MILLI))
                .orElse(report);
    }

    private static String words(List<String> failures) {
        String named = String.join("; ", failures.subList(0, Math.min(NAMED_MAX, failures.size())));
        int more = failures.size() - NAMED_MAX;
        return more > 0 ? named + "; and " + more + " more" : named;
    }
}
