package io.boson.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/// The runs of one subject, in the order of the rounds.
record Series(String name, List<Measured> runs) {

    /// Measures every subject once in each round, so that what disturbs a round disturbs them all.
    ///
    /// @param warm those to warm up with first: one of each kind of work, of each process
    static List<Series> measure(List<Subject> warm, List<Subject> subjects, Plan plan)
            throws IOException, InterruptedException {
        for (Subject subject : warm) {
            Progress.say("warming up: " + subject.name());
            warmUp(subject, plan.warmUp());
        }
        List<Series> all = new ArrayList<>();
        subjects.forEach(subject -> all.add(new Series(subject.name(), new ArrayList<>())));
        for (int round = 1; round <= plan.runs(); round++) {
            for (int i = 0; i < subjects.size(); i++) {
                Progress.say("run " + round + " of " + plan.runs() + ": " + all.get(i).name());
                all.get(i).runs().add(subjects.get(i).run(plan.measure()));
            }
        }
        return all;
    }

    /// For the given time, and for as much processor time of the process: where others use the
    /// machine too, compilers take longer. At most four times the given time.
    private static void warmUp(Subject subject, Duration duration)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration cpu = subject.child().cpu();
        Duration took = Duration.ZERO;
        while (took.compareTo(duration) < 0
                || (took.compareTo(duration.multipliedBy(4)) < 0
                        && subject.child().cpu().minus(cpu).compareTo(duration) < 0)) {
            subject.run(duration.dividedBy(8));
            took = Duration.ofNanos(System.nanoTime() - start);
        }
    }

    double median(ToDoubleFunction<Measured> figure) {
        return middle(i -> figure.applyAsDouble(runs.get(i)));
    }

    /// The median of the ratios within each round: what slows a round down is in both.
    double ratio(Series ceiling, ToDoubleFunction<Measured> figure) {
        return middle(
                i -> figure.applyAsDouble(runs.get(i)) / figure.applyAsDouble(ceiling.runs.get(i)));
    }

    long failed() {
        return runs.stream().mapToLong(Measured::failed).sum();
    }

    private double middle(IntToDoubleFunction figure) {
        double[] sorted = new double[runs.size()];
        Arrays.setAll(sorted, figure);
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
