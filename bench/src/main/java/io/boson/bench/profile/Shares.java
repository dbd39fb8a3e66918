package io.boson.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts by name, shown as shares of a whole.
final class Shares {

    private final Map<String, Long> counts = new HashMap<>();

    void add(String name, long count) {
        counts.merge(name, count, Long::sum);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The largest first, as `12.3 %  name`; those below half a percent are left out.
    List<String> lines(long whole, int linesMax) {
        List<String> lines = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .filter(entry -> entry.getValue() * 200 >= whole)
                .limit(linesMax)
                .forEach(
                        entry ->
                                lines.add(
                                        String.format(
                                                Locale.ROOT,
                                                "  %5.1f %%  %s",
                                                100.0 * entry.getValue() / whole,
                                                entry.getKey())));
        return lines;
    }
}
