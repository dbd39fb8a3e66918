package io.boson.events;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/// Runs a property many times, each time with its own random numbers. A failure names the seed:
/// `-Dboson.seed=<seed>` runs that one first.
public final class Seeds {

    private static final int RUNS = 2_000;
    private static final long FIRST = Long.getLong("boson.seed", System.nanoTime());

    private Seeds() {}

    public static void forEach(Property property) {
        LongStream.range(FIRST, FIRST + RUNS).forEach(seed -> check(property, seed));
    }

    private static void check(Property property, long seed) {
        try {
            property.check(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("with -Dboson.seed=" + seed, failure);
        }
    }

    public static <T> T oneOf(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// What must hold whatever the numbers.
    public interface Property {
        void check(RandomGenerator random);
    }
}
