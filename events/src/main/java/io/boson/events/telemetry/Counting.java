package io.boson.events.telemetry;

import java.util.Arrays;
import java.util.Optional;

/// How a node counts packets and bytes.
public enum Counting {
    /// Since its previous sample, as existing nodes do.
    AMOUNTS("amounts"),
    /// Since it started: totals are made of increases, and a smaller number is a new start.
    CUMULATIVE("cumulative");

    private final String text;

    Counting(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Counting> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
