package io.boson.server.history;

import java.time.Duration;
import java.util.Locale;

/// How far a rebuild is, as one line: pure.
///
/// ```
///   [##########..........]  50.0 %   1,000,000 of 2,000,000 records   21,000/s   48 s left
/// ```
///
/// @param done records of the log that are written down
/// @param total that there are
public record RebuildBar(long done, long total, Duration elapsed) {

    private static final int WIDTH = 20;
    private static final int COLUMNS_BARE = 60;
    private static final int MINUTES_FROM = 120;

    /// @param columns at most so many characters
    public String line(int columns) {
        double share = total == 0 ? 1 : (double) done / total;
        int full = (int) Math.floor(share * WIDTH);
        String percent = String.format(Locale.ROOT, "%5.1f %%", 100 * share);
        String text =
                "[%s%s] %s".formatted("#".repeat(full), ".".repeat(WIDTH - full), percent)
                        + String.format(
                                Locale.ROOT, "   %,d of %,d records   %,d/s", done, total, rate());
        if (columns >= COLUMNS_BARE + WIDTH && rate() > 0 && done < total) {
            text += "   " + words(Duration.ofSeconds((total - done) / rate())) + " left";
        }
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns));
    }

    /// Records in a second, on average.
    public long rate() {
        return done * 1_000 / Math.max(1, elapsed.toMillis());
    }

    static String words(Duration time) {
        return time.toSeconds() < MINUTES_FROM
                ? time.toSeconds() + " s"
                : time.toMinutes() + " min";
    }
}
