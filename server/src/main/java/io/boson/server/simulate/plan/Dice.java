package io.boson.server.simulate.plan;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ToIntFunction;

/// Chance that follows from a seed. Each subject has dice of its own, so that what one is dealt
/// does not depend on how many others there are: a larger fleet contains the smaller one.
final class Dice {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /// @param purpose keeps the dice of different questions about one subject apart
    /// @param number of the subject
    static Dice of(long seed, String purpose, long number) {
        long mixed = new SplittableRandom(seed ^ purpose.hashCode() * GOLDEN_GAMMA).nextLong();
        return new Dice(new SplittableRandom(mixed + number * GOLDEN_GAMMA));
    }

    /// At least `low`, less than `high`.
    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /// From `low` to `high`, both included.
    int whole(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean percent(double chance) {
        return random.nextDouble() * 100 < chance;
    }

    /// One of several, each as likely as its weight says.
    <T> T pick(List<T> all, ToIntFunction<T> weight) {
        int left = random.nextInt(all.stream().mapToInt(weight).sum());
        for (T each : all) {
            left -= weight.applyAsInt(each);
            if (left < 0) {
                return each;
            }
        }
        throw new IllegalArgumentException("no weights");
    }

    /// A random UUID as RFC 9562 section 5.4 has it (version 4).
    UUID uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
