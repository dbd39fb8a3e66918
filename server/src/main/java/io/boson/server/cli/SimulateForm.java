package io.boson.server.cli;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms that values of `boson simulate` have.
enum SimulateForm {
    WHOLE,
    RATE,
    SEED,
    DURATION,
    SWITCH,
    API,
    KEY,
    TEXT;

    /// `60s`, `5m`, `2h`; a bare number is seconds.
    static final Pattern DURATION_PATTERN = Pattern.compile("(\\d{1,6})([smh]?)");

    static final Map<String, Integer> SECONDS_IN = Map.of("", 1, "s", 1, "m", 60, "h", 3_600);

    private static final long DURATION_SECONDS_MAX = 7L * 24 * 3_600;
    private static final double RATE_MIN = 0.1;
    private static final double RATE_MAX = 1_000;

    /// What is wrong with a text; empty where nothing is.
    ///
    /// @param low of a whole number, as is `high`
    Optional<String> fault(String text, int low, int high) {
        return switch (this) {
            case WHOLE -> whole(text, low, high);
            case RATE -> rate(text);
            case SEED -> seed(text);
            case DURATION -> duration(text);
            case SWITCH -> onOrOff(text);
            case API -> api(text);
            case KEY -> visible(text);
            case TEXT -> text(text);
        };
    }

    private static Optional<String> whole(String text, int low, int high) {
        boolean good =
                text.matches("\\d{1,9}")
                        && Integer.parseInt(text) >= low
                        && Integer.parseInt(text) <= high;
        return fault(good, text, "is no whole number from " + low + " to " + high);
    }

    private static Optional<String> rate(String text) {
        boolean good =
                text.matches("\\d{1,4}(\\.\\d{1,6})?")
                        && Double.parseDouble(text) >= RATE_MIN
                        && Double.parseDouble(text) <= RATE_MAX;
        return fault(good, text, "is no number from 0.1 to 1000");
    }

    private static Optional<String> seed(String text) {
        return fault(text.matches("-?\\d{1,18}"), text, "is no whole number of up to 18 digits");
    }

    private static Optional<String> duration(String text) {
        Matcher form = DURATION_PATTERN.matcher(text);
        boolean good =
                form.matches()
                        && Long.parseLong(form.group(1)) * SECONDS_IN.getOrDefault(form.group(2), 1)
                                <= DURATION_SECONDS_MAX;
        return fault(good, text, "is no duration such as 90s, 5m or 2h, of a week at most");
    }

    private static Optional<String> onOrOff(String text) {
        return fault(text.equals("on") || text.equals("off"), text, "is neither 'on' nor 'off'");
    }

    private static Optional<String> api(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            boolean good =
                    (scheme.equals("http") || scheme.equals("https"))
                            && uri.getHost() != null
                            && uri.getUserInfo() == null
                            && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            return fault(good, text, "is no address such as http://localhost:3000");
        } catch (IllegalArgumentException noUri) {
            return fault(false, text, "is no address such as http://localhost:3000");
        }
    }

    /// Such as may stand in a header. The value is not repeated: it may be a key after all.
    private static Optional<String> visible(String text) {
        return text.matches("[!-~]{1,8192}")
                ? Optional.empty()
                : Optional.of("the key is empty, too long or has characters that no key has");
    }

    private static Optional<String> text(String text) {
        return text.isBlank() ? Optional.of("the value is empty") : Optional.empty();
    }

    private static Optional<String> fault(boolean good, String text, String what) {
        return good ? Optional.empty() : Optional.of("'" + text + "' " + what);
    }
}
