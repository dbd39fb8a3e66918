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
        return say(what + String.format(Locale.ROOT, " %.2f s", time.toMillis() / 1e3));
    }

    Figures rate(String what, double megabits) {
        return say(what + String.format(Locale.ROOT, " %.1f Mbit/s", megabits));
    }

    Figures ping(Ping ping) {
        String format = "median of %d pings %.1f ms";
        return say(String.format(Locale.ROOT, format, ping.count(), ping.medianMillis()));
    }

    void print() {
        System.out.println(line);
    }

    private Figures say(String text) {
        line.append(line.charAt(line.length() - 1) == ':' ? " " : ", ").append(text);
        return this;
    }
}
