package io.boson.server.lab;

import java.time.Duration;
import java.time.Instant;
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
        String count = "median of " + ping.count() + " pings";
        return say(count + String.format(Locale.ROOT, " %.1f ms", ping.medianMillis()));
    }

    /// Of the pings since an instant.
    Figures lost(Ping ping, Instant since) {
        return say("%d of %d pings lost".formatted(ping.lost(since), ping.sent(since)));
    }

    /// What the switch did not forward since the server started.
    Figures drops(LabServer server) {
        return say("drops: " + server.drops());
    }

    void print() {
        System.out.println(line);
    }

    private Figures say(String text) {
        line.append(line.charAt(line.length() - 1) == ':' ? " " : ", ").append(text);
        return this;
    }
}
