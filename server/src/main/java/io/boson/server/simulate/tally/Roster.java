package io.boson.server.simulate.tally;

import io.boson.server.simulate.plan.Phase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/// Which nodes are registered, how they are, and how many sessions each has.
public final class Roster {

    /// One node. Its own monitor guards it.
    private static final class Standing {

        private final int capacity;
        private Phase phase = Phase.AWAY;
        private int open;
        private int opened;

        private Standing(int capacity) {
            this.capacity = capacity;
        }
    }

    private final Map<UUID, Standing> nodes = new ConcurrentHashMap<>();

    /// @param capacity sessions at once
    public void expect(UUID node, int capacity) {
        nodes.put(node, new Standing(capacity));
    }

    /// How a node is now; one that is not away is registered.
    public void is(UUID node, Phase phase) {
        Standing standing = known(node);
        synchronized (standing) {
            standing.phase = phase;
        }
    }

    /// Somebody else's nodes may serve our clients too; of these nothing is kept.
    public void opened(UUID node) {
        change(node, 1);
    }

    public void over(UUID node) {
        change(node, -1);
    }

    private void change(UUID node, int by) {
        Standing standing = nodes.get(node);
        if (standing != null) {
            synchronized (standing) {
                standing.open += by;
                standing.opened += Math.max(0, by);
            }
        }
    }

    /// Sessions that our clients hold on this node of ours.
    public int sessions(UUID node) {
        Standing standing = known(node);
        synchronized (standing) {
            return standing.open;
        }
    }

    /// How many nodes are in this phase.
    public int count(Phase phase) {
        return (int) copies().stream().filter(each -> each.phase == phase).count();
    }

    /// Nodes that are registered, however they are.
    public List<UUID> registered() {
        return nodes.keySet().stream().filter(id -> copy(known(id)).phase != Phase.AWAY).toList();
    }

    /// Sessions held now, in percent of what each node takes.
    public Spread load() {
        return spread(each -> 100.0 * each.open / each.capacity);
    }

    /// Sessions opened since the beginning, per session that each node takes at once.
    public Spread turnover() {
        return spread(each -> (double) each.opened / each.capacity);
    }

    private Spread spread(ToDoubleFunction<Copy> share) {
        return Spread.of(
                copies().stream()
                        .filter(each -> each.phase != Phase.AWAY)
                        .map(share::applyAsDouble)
                        .toList());
    }

    private record Copy(int capacity, Phase phase, int open, int opened) {}

    private Collection<Copy> copies() {
        return nodes.values().stream().map(Roster::copy).toList();
    }

    private static Copy copy(Standing standing) {
        synchronized (standing) {
            return new Copy(standing.capacity, standing.phase, standing.open, standing.opened);
        }
    }

    private Standing known(UUID node) {
        Standing standing = nodes.get(node);
        if (standing == null) {
            throw new IllegalArgumentException("not of this fleet: " + node);
        }
        return standing;
    }
}
