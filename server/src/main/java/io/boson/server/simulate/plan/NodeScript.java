package io.boson.server.simulate.plan;

import java.time.Duration;
import java.util.Optional;

/// What a node does over time: a function of the seed and of the time since the play began, with no
/// state in between, so that any moment of a run can be asked about.
public final class NodeScript {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /// A node leaves early enough in a minute to be back before it ends.
    private static final int LEAVES_MAX = 45_000;

    private static final int AWAY_MIN = 3_000;
    private static final int AWAY_MAX = 10_000;
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final long seed;
    private final int number;
    private final int churn;
    private final Optional<Illness> illness;
    private final long silentFrom;
    private final Vitals vitals;

    private NodeScript(
            long seed,
            int number,
            int churn,
            Optional<Illness> illness,
            long silentFrom,
            Vitals vitals) {
        this.seed = seed;
        this.number = number;
        this.churn = churn;
        this.illness = illness;
        this.silentFrom = silentFrom;
        this.vitals = vitals;
    }

    /// @param heartbeat the interval: faults last some of them, whatever it is
    static NodeScript draw(
            long seed,
            SimulatedNode node,
            Faults faults,
            boolean degrades,
            boolean fallsSilent,
            Duration heartbeat) {
        Dice dice = Dice.of(seed, "script", node.number());
        Illness illness = Illness.draw(dice, heartbeat);
        long silence = Math.round(dice.between(2, 4) * heartbeat.toMillis());
        return new NodeScript(
                seed,
                node.number(),
                faults.churn(),
                degrades ? Optional.of(illness) : Optional.empty(),
                fallsSilent ? silence : FOR_EVER,
                Vitals.draw(seed, node, faults.noise()));
    }

    /// @param time since the play began
    public Phase phaseAt(Duration time) {
        if (time.toMillis() >= silentFrom) {
            return Phase.SILENT;
        }
        if (absenceBetween(time, time).isPresent()) {
            return Phase.AWAY;
        }
        boolean ill = illness.filter(i -> i.reigns(time.toMillis())).isPresent();
        return ill ? Phase.DEGRADED : Phase.ONLINE;
    }

    /// The first absence of which some part lies between two times, both included. Who has fallen
    /// silent leaves no more.
    public Optional<Absence> absenceBetween(Duration from, Duration to) {
        long last = Math.min(to.toMillis(), silentFrom - 1);
        for (long minute = from.toMillis() / MINUTE; minute * MINUTE <= last; minute++) {
            Optional<Absence> found =
                    absenceIn(minute)
                            .filter(a -> a.until().compareTo(from) > 0)
                            .filter(a -> a.from().toMillis() <= last);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Absence> absenceIn(long minute) {
        Dice dice = Dice.of(seed ^ number, "churn", minute);
        if (!dice.percent(churn)) {
            return Optional.empty();
        }
        long leaves = minute * MINUTE + dice.whole(1_000, LEAVES_MAX);
        long returns = leaves + dice.whole(AWAY_MIN, AWAY_MAX);
        return Optional.of(new Absence(Duration.ofMillis(leaves), Duration.ofMillis(returns)));
    }

    /// What the heartbeat at this time says.
    ///
    /// @param connections sessions that the node has now
    public Measures measuresAt(Duration time, int connections) {
        return vitals.at(time, phaseAt(time) == Phase.DEGRADED, connections);
    }
}
