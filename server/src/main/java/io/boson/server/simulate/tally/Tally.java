package io.boson.server.simulate.tally;

import io.boson.server.simulate.plan.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Everything that is counted while a fleet plays.
public final class Tally {

    private final Map<Step, Latencies> latencies = new EnumMap<>(Step.class);
    private final Refusals refusals = new Refusals();
    private final Roster roster = new Roster();
    private final Map<Fate, LongAdder> sessions = new EnumMap<>(Fate.class);
    private final LongAdder opened = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder atNodes = new LongAdder();
    private final LongAdder returns = new LongAdder();

    public Tally() {
        for (Step step : Step.values()) {
            latencies.put(step, new Latencies());
        }
        for (Fate fate : Fate.values()) {
            sessions.put(fate, new LongAdder());
        }
    }

    public Roster roster() {
        return roster;
    }

    /// Answered well, after this long.
    public void done(Step step, long nanos) {
        of(latencies, step).add(nanos);
    }

    /// @param reason status and code, or why there was no answer
    public void refused(Step step, String reason) {
        refusals.add(step, reason);
    }

    public void sessionOpened() {
        opened.increment();
    }

    public void sessionOver(Fate fate) {
        of(sessions, fate).increment();
    }

    public void packetSent() {
        sent.increment();
    }

    public void packetAtNode() {
        atNodes.increment();
    }

    /// A node has registered after an absence.
    public void cameBack() {
        returns.increment();
    }

    /// @param elapsed since the play began
    public Snapshot snapshot(Duration elapsed) {
        Map<Step, Timing> timings = new EnumMap<>(Step.class);
        latencies.forEach((step, each) -> timings.put(step, each.timing()));
        Map<Fate, Long> over = new EnumMap<>(Fate.class);
        sessions.forEach((fate, count) -> over.put(fate, count.sum()));
        return new Snapshot(
                elapsed,
                new Snapshot.Nodes(
                        roster.count(Phase.ONLINE),
                        roster.count(Phase.DEGRADED),
                        roster.count(Phase.SILENT),
                        roster.count(Phase.AWAY),
                        returns.sum()),
                opened.sum(),
                over,
                new Snapshot.Packets(sent.sum(), atNodes.sum()),
                timings,
                refusals.byFrequency(),
                roster.load(),
                roster.turnover());
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        V found = map.get(key);
        if (found == null) {
            throw new IllegalStateException("every " + key + " has its count");
        }
        return found;
    }
}
