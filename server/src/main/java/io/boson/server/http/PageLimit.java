package io.boson.server.http;

import java.util.Optional;

/// How many entries of a list a caller wants at once.
public final class PageLimit {

    public static final int MAX = 1000;

    public static final String MUST = "must be a whole number from 1 to " + MAX;

    private PageLimit() {}

    /// Empty where the text is no limit.
    public static Optional<Integer> parse(String text) {
        return text.matches("\\d{1,4}")
                ? Optional.of(Integer.valueOf(text)).filter(n -> n >= 1 && n <= MAX)
                : Optional.empty();
    }
}
