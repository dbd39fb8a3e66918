package io.boson.server.prometheus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PromQL expression, as far as it names metrics and labels.
///
/// ```text
/// sum by (instance) (rate(name_total{reason="queue_full"}[5m])) > 100
///         ^ grouped        ^ name    ^ label  ^ value
/// ```
final class Expression {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9.]+[a-z]*"
                            + "|=~|!~|!=|==|>=|<=|[-+*/%^<>={}(),]");
    private static final Set<String> FUNCTIONS =
            Set.of("sum", "max", "min", "rate", "increase", "histogram_quantile", "time");
    private static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");

    /// What Prometheus itself adds to every series.
    private static final Set<String> ADDED = Set.of("instance", "job");

    /// What it makes of a scrape.
    private static final String UP = "up";

    private final Deque<String> tokens = new ArrayDeque<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> grouped = new LinkedHashSet<>();
    private final Set<String> labels = new HashSet<>(ADDED);
    private final ExpositionText scrape;

    private Expression(String text, ExpositionText scrape) {
        this.scrape = scrape;
        Matcher token = TOKEN.matcher(text.replace("$__rate_interval", "5m"));
        while (token.find()) {
            tokens.add(token.group());
        }
    }

    /// What it names that the scrape does not have; empty where all is well.
    ///
    /// @param shown labels that are shown with the result
    static List<String> problems(String text, Set<String> shown, ExpositionText scrape) {
        Expression read = new Expression(text, scrape);
        read.read();
        read.grouped.addAll(shown);
        read.grouped.removeAll(read.labels);
        read.grouped.forEach(label -> read.problems.add("no label " + label));
        return new ArrayList<>(read.problems);
    }

    private void read() {
        boolean names = false;
        while (!tokens.isEmpty()) {
            String token = tokens.removeFirst();
            if (GROUPINGS.contains(token)) {
                group();
            } else if (Character.isLetter(token.charAt(0))
                    && !FUNCTIONS.contains(token)
                    && !OPERATORS.contains(token)) {
                names = true;
                metric(token);
            }
        }
        if (!names) {
            problems.add("no metric");
        }
    }

    private void group() {
        while (!tokens.isEmpty() && !tokens.peekFirst().equals(")")) {
            String token = tokens.removeFirst();
            if (Character.isLetter(token.charAt(0))) {
                grouped.add(token);
            }
        }
    }

    private void metric(String name) {
        if (!name.equals(UP) && !scrape.names().contains(name)) {
            problems.add("no metric " + name);
        }
        Set<String> own = scrape.labels(name);
        labels.addAll(own);
        if (!"{".equals(tokens.peekFirst())) {
            return;
        }
        tokens.removeFirst();
        while (!"}".equals(tokens.peekFirst())) {
            String label = tokens.removeFirst();
            if (label.equals(",")) {
                continue;
            }
            String operator = tokens.removeFirst();
            String quoted = tokens.removeFirst();
            String value = quoted.substring(1, quoted.length() - 1);
            if (ADDED.contains(label)) {
                continue;
            }
            if (!own.contains(label)) {
                problems.add("no label " + label + " of " + name);
            } else if (operator.matches("!?=") && scrape.count(name, label, value) == 0) {
                problems.add("no " + name + " with " + label + " " + value);
            }
        }
    }
}
