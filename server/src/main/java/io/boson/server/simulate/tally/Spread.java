package io.boson.server.simulate.tally;

import java.util.List;

/// How evenly something lies over the nodes; zeros where there are none.
public record Spread(int nodes, double min, double median, double max) {

    /// The median of an even number is the mean of the two in the middle.
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            return new Spread(0, 0, 0, 0);
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1
                        ? sorted.get(half)
                        : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.size(), sorted.getFirst(), median, sorted.getLast());
    }
}
