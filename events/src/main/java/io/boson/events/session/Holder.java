package io.boson.events.session;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who may come back to a session: a keyed digest of the client's id and of what was seen of the
/// caller, its address or its credential. The id alone is a claim, and the log holds no addresses.
///
/// @param digest 32 lower-case hexadecimal digits
public record Holder(String digest) {

    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

    public Holder {
        if (!SHAPE.matcher(digest).matches()) {
            throw new IllegalArgumentException("not 32 hexadecimal digits");
        }
    }

    /// Empty where the text is no digest.
    public static Optional<Holder> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new Holder(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return digest;
    }
}
