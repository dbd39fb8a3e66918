package io.boson.server.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// One counter per constant. Any number of threads may count at once.
public final class CountsOf<E extends Enum<E>> {

    private final Class<E> type;
    private final Map<E, LongAdder> counts;

    public CountsOf(Class<E> type) {
        this.type = type;
        counts = new EnumMap<>(type);
        for (E key : type.getEnumConstants()) {
            counts.put(key, new LongAdder());
        }
    }

    public void add(E key) {
        Objects.requireNonNull(counts.get(key)).increment();
    }

    /// With zeros for what has not been counted.
    public Map<E, Long> sums() {
        Map<E, Long> sums = new EnumMap<>(type);
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
