package io.boson.server.lab;

import java.time.Duration;
import java.util.Locale;

/// What a case measured, in a line of the test's output.
final class Figures {

    private final StringBuilder line = new StringBuilder();

    Figures(String of) {
        line.append("lab: ").append(of).append(':');
    }

    Figures took(String what, Duration time) {
        return say("%s %.2f s", what, time.toMillis() / 1e3);
    }

    Figures rate(String what, double megabits) {
        return say("%s %.1f Mbit/s", what, megabits);
    }

    Figures ping(Ping ping) {
        return say("median of %d pings %.1f ms", ping.count(), ping.medianMillis());
    }

    void print() {
        System.out.println(line);
    }

    private Figures say(String format, Object... values) {
        line.append(line.charAt(line.length() - 1) == ':' ? " " : ", ")
                .append(String.format(Locale.ROOT, format, values));
        return this;
    }
}
