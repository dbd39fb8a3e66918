package io.boson.server.simulate.tally;

import java.time.Duration;
import java.util.Map;

/// All counts at one moment.
///
/// @param elapsed since the play began
/// @param opened sessions, each counted once
/// @param over sessions that are no longer held, by how that came
/// @param refused by step and reason, the most frequent first
/// @param load of the registered nodes, in percent of the sessions each takes
/// @param turnover sessions that a registered node had, per session that it takes at once
public record Snapshot(
        Duration elapsed,
        Nodes nodes,
        long opened,
        Map<Fate, Long> over,
        Packets packets,
        Map<Step, Timing> timings,
        Map<String, Long> refused,
        Spread load,
        Spread turnover) {

    /// @param returns registrations after an absence
    public record Nodes(int online, int degraded, int silent, int away, long returns) {

        public int registered() {
            return online + degraded + silent;
        }
    }

    /// @param sent by clients
    /// @param atNodes of these, seen by their node; those that came back are a [Timing]
    public record Packets(long sent, long atNodes) {}

    /// Sessions that clients hold now.
    public long open() {
        return opened - over.values().stream().mapToLong(Long::longValue).sum();
    }

    public Timing timing(Step step) {
        return timings.getOrDefault(step, new Timing(0, 0, 0, 0));
    }

    public long over(Fate fate) {
        return over.getOrDefault(fate, 0L);
    }

    public long refusals() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }
}
