package io.boson.server.simulate.plan;

import java.util.List;

/// The lines on which nodes are, from a telephone wire to a rack: how many of a fleet have each,
/// how fast it is in Mbit/s, and how many clients its owner lets on it.
enum Line {
    DSL(30, 5, 40, 0.15, 0.40, 5, 12),
    CABLE(30, 20, 60, 0.05, 0.20, 10, 30),
    FIBRE(25, 100, 500, 0.5, 1, 25, 60),
    OFFICE(10, 200, 1_000, 1, 1, 50, 120),
    RACK(5, 1_000, 10_000, 1, 1, 200, 500);

    private final int weight;
    private final int upMin;
    private final int upMax;
    private final double ratioMin;
    private final double ratioMax;
    private final int connectionsMin;
    private final int connectionsMax;

    /// @param ratioMin up divided by down, at least
    Line(
            int weight,
            int upMin,
            int upMax,
            double ratioMin,
            double ratioMax,
            int connectionsMin,
            int connectionsMax) {
        this.weight = weight;
        this.upMin = upMin;
        this.upMax = upMax;
        this.ratioMin = ratioMin;
        this.ratioMax = ratioMax;
        this.connectionsMin = connectionsMin;
        this.connectionsMax = connectionsMax;
    }

    static Line draw(Dice dice) {
        return dice.pick(List.of(values()), line -> line.weight);
    }

    /// A rack has an address of its own.
    boolean behindNat() {
        return this != RACK;
    }

    Capacity capacity(Dice dice) {
        int up = dice.whole(upMin, upMax);
        double ratio = dice.between(ratioMin, ratioMax);
        return new Capacity(
                dice.whole(connectionsMin, connectionsMax), up, (int) Math.round(up / ratio));
    }
}
