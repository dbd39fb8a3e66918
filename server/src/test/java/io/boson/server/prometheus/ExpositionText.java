package io.boson.server.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Prometheus' text format 0.0.4, taken at its word: whatever a reader could stumble over fails.
///
/// ```text
/// # HELP name some text            once per family, before its samples
/// # TYPE name counter              likewise
/// name_total{label="value"} 1.0
/// ```
final class ExpositionText {

    private static final Pattern HEAD =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\",?");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private String family = "";

    private ExpositionText() {}

    /// @throws AssertionError saying what is wrong and where
    static ExpositionText parse(String text) {
        ExpositionText parsed = new ExpositionText();
        check(text.endsWith("\n"), "the last line does not end");
        text.lines().forEach(parsed::line);
        parsed.families();
        return parsed;
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /// With `_total`, `_bucket` and so on.
    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /// The labels that series of this name have.
    Set<String> labels(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toSet());
    }

    /// Of all series of this name whose labels include these; zero where there is none.
    ///
    /// @param labels names and values, in turn
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && has(sample, labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    /// Series of this name with this label.
    long count(String name, String label, String value) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && has(sample, label, value))
                .count();
    }

    private static boolean has(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            Matcher head = HEAD.matcher(line);
            check(head.matches(), line);
            head(head.group(1), head.group(2), head.group(3), line);
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        check(sample.matches(), line);
        String name = sample.group(1);
        check(types.containsKey(family), "before any TYPE: " + line);
        check(
                belongs(name, family, types.getOrDefault(family, "")),
                "in the family " + family + ": " + line);
        String labels = sample.group(2);
        samples.add(
                new Sample(
                        family,
                        name,
                        labels == null ? Map.of() : labels(labels, line),
                        number(sample.group(3))));
    }

    private void head(String kind, String name, String rest, String line) {
        if (kind.equals("HELP")) {
            check(helps.put(name, rest) == null, "HELP twice: " + line);
        } else {
            check(helps.containsKey(name), "TYPE before HELP: " + line);
            check(TYPES.contains(rest), line);
            check(types.put(name, rest) == null, "TYPE twice: " + line);
            check(!rest.equals("counter") || name.endsWith("_total"), "counter: " + line);
            check(rest.equals("counter") || !name.endsWith("_total"), "no counter: " + line);
        }
        family = name;
    }

    private static boolean belongs(String name, String family, String type) {
        return switch (type) {
            case "histogram" ->
                    Set.of(family + "_bucket", family + "_sum", family + "_count").contains(name);
            case "summary" -> Set.of(family, family + "_sum", family + "_count").contains(name);
            default -> name.equals(family);
        };
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.lookingAt()) {
            check(labels.put(label.group(1), label.group(2)) == null, "label twice: " + line);
            end = label.end();
            label.region(end, text.length());
        }
        check(end == text.length() && !text.endsWith(","), "labels: " + line);
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void families() {
        Set<String> seen = new HashSet<>();
        for (Sample sample : samples) {
            check(seen.add(sample.name() + sample.labels()), "series twice: " + sample);
            check(
                    !"counter".equals(types.get(sample.family())) || sample.value() >= 0,
                    "a counter below zero: " + sample);
        }
        types.forEach(
                (name, type) -> {
                    List<Sample> own =
                            samples.stream().filter(s -> s.family().equals(name)).toList();
                    check(!own.isEmpty(), "no samples: " + name);
                    if (type.equals("histogram")) {
                        histograms(name, own);
                    }
                });
    }

    private static void histograms(String name, List<Sample> own) {
        Map<Map<String, String>, List<Sample>> series = new LinkedHashMap<>();
        for (Sample sample : own) {
            Map<String, String> labels = new HashMap<>(sample.labels());
            check(
                    (labels.remove("le") != null) == sample.name().endsWith("_bucket"),
                    "le: " + sample);
            series.computeIfAbsent(labels, _ -> new ArrayList<>()).add(sample);
        }
        series.values().forEach(one -> histogram(name, one));
    }

    private static void histogram(String name, List<Sample> series) {
        double bound = Double.NEGATIVE_INFINITY;
        double count = 0;
        for (Sample sample : series) {
            if (sample.name().endsWith("_bucket")) {
                double next = number(sample.labels().getOrDefault("le", ""));
                check(next > bound, "bounds do not rise: " + sample);
                check(sample.value() >= count, "counts fall: " + sample);
                bound = next;
                count = sample.value();
            }
        }
        check(bound == Double.POSITIVE_INFINITY, "no bucket for all: " + series);
        double total = count;
        check(one(series, name + "_count").value() == total, "count: " + series);
        check(one(series, name + "_sum").value() >= 0, "sum: " + series);
    }

    private static Sample one(List<Sample> series, String name) {
        List<Sample> found = series.stream().filter(s -> s.name().equals(name)).toList();
        check(found.size() == 1, name + ": " + series);
        return found.getFirst();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
