package io.boson.server.simulate.plan;

import java.time.Duration;

/// How a node is when it is well, and what illness, load and noise make of it.
///
/// @param noise percent by which a measure strays at most
record Vitals(
        long seed,
        SimulatedNode node,
        int noise,
        double latency,
        double jitter,
        double loss,
        double cpu,
        double memory) {

    /// A node is degraded above these, by the words of the API.
    private static final double CPU_BAD = 90;

    private static final double LOSS_BAD = 10;

    /// Percent of its CPU that a node spends on as many sessions as it takes.
    private static final double CPU_FULL = 45;

    /// Mbit/s that one session uses.
    private static final double SESSION_UP = 0.4;

    private static final double SESSION_DOWN = 1.6;

    static Vitals draw(long seed, SimulatedNode node, int noise) {
        Dice dice = Dice.of(seed, "vitals", node.number());
        return new Vitals(
                seed,
                node,
                noise,
                dice.between(4, 70),
                dice.between(0.2, 6),
                dice.between(0, 0.8),
                dice.between(5, 35),
                dice.between(20, 65));
    }

    Measures at(Duration time, boolean ill, int connections) {
        Dice dice = Dice.of(seed ^ node.number(), "beat", time.toMillis());
        Capacity capacity = node.capacity();
        double load = Math.min(1, (double) connections / capacity.maxConnections());
        double sick = ill ? dice.between(0.1, 1) : 0;
        double cpuNow = noisy(cpu + load * CPU_FULL, dice);
        double lossNow = noisy(loss, dice);
        return new Measures(
                rounded(noisy(latency * (1 + 3 * sick), dice)),
                rounded(noisy(jitter * (1 + 5 * sick), dice)),
                rounded(Math.min(100, ill ? LOSS_BAD + 15 * sick + lossNow : lossNow)),
                rounded(ill ? CPU_BAD + 9 * sick : Math.min(CPU_BAD, cpuNow)),
                rounded(Math.min(CPU_BAD, noisy(memory, dice))),
                connections,
                rounded(Math.min(capacity.up(), noisy(connections * SESSION_UP, dice))),
                rounded(Math.min(capacity.down(), noisy(connections * SESSION_DOWN, dice))));
    }

    private double noisy(double value, Dice dice) {
        return value * (1 + dice.between(-noise, noise + 1e-9) / 100);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
