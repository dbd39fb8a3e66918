package io.boson.bench;

import java.util.Locale;

/// What a figure should be.
///
/// @param atLeast else at most
record Target(double bound, boolean atLeast) {

    static Target atLeast(double bound) {
        return new Target(bound, true);
    }

    static Target atMost(double bound) {
        return new Target(bound, false);
    }

    /// `0.66 (>= 0.65)`, with an exclamation mark where it is missed.
    String judge(double figure, String format) {
        boolean met = atLeast ? figure >= bound : figure <= bound;
        return String.format(
                Locale.ROOT,
                format + " (%s %s)%s",
                figure,
                atLeast ? ">=" : "<=",
                Double.toString(bound).replaceAll("\\.0$", ""),
                met ? "" : " !");
    }
}
