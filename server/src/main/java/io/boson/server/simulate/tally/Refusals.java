package io.boson.server.simulate.tally;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What was refused or not answered, by step and reason.
final class Refusals {

    /// Different reasons kept; a server that makes up more is summed up as one.
    private static final int REASONS_MAX = 100;

    private static final String OTHER = "other";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(Step step, String reason) {
        String wanted = step.word() + ' ' + reason;
        boolean room = counts.containsKey(wanted) || counts.size() < REASONS_MAX;
        String key = room ? wanted : step.word() + ' ' + OTHER;
        counts.computeIfAbsent(key, _ -> new LongAdder()).increment();
    }

    /// The most frequent first.
    Map<String, Long> byFrequency() {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), e.getValue().sum()))
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }
}
