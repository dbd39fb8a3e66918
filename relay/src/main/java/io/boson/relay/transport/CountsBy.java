package io.boson.relay.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// One counter per constant.
final class CountsBy<E extends Enum<E>> {

    private final Class<E> type;
    private final Map<E, LongAdder> counts = new ConcurrentHashMap<>();

    CountsBy(Class<E> type) {
        this.type = type;
    }

    void add(E key) {
        add(key, 1);
    }

    void add(E key, int times) {
        counts.computeIfAbsent(key, _ -> new LongAdder()).add(times);
    }

    /// With zeros for what has not been counted.
    Map<E, Long> sums() {
        Map<E, Long> sums = new EnumMap<>(type);
        for (E key : type.getEnumConstants()) {
            LongAdder count = counts.get(key);
            sums.put(key, count == null ? 0 : count.sum());
        }
        return sums;
    }
}
