package io.boson.server.simulate.plan;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whom a fault strikes: exactly the share that was asked for, and which ones the seed says.
final class Victims {

    private final Set<Integer> numbers;

    private Victims(Set<Integer> numbers) {
        this.numbers = numbers;
    }

    /// @param fault keeps the choices of different faults apart
    /// @param percent of `count`, rounded to the nearest; 0 to 100
    static Victims choose(long seed, String fault, int count, int percent) {
        long share = Math.round(count * percent / 100.0);
        record Lot(int number, double drawn) {}
        return new Victims(
                IntStream.range(0, count)
                        .mapToObj(i -> new Lot(i, Dice.of(seed, fault, i).between(0, 1)))
                        .sorted((a, b) -> Double.compare(a.drawn, b.drawn))
                        .limit(share)
                        .map(Lot::number)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contains(int number) {
        return numbers.contains(number);
    }
}
