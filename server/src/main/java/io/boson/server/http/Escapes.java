package io.boson.server.http;

import org.jspecify.annotations.Nullable;

/// Percent escapes in a query (RFC 3986 2.1). Jetty checks those of paths itself.
final class Escapes {

    private Escapes() {}

    /// Whether every `%` begins an escape, and none of them hides a NUL.
    static boolean areSound(@Nullable String query) {
        if (query == null) {
            return true;
        }
        for (int i = query.indexOf('%'); i >= 0; i = query.indexOf('%', i + 1)) {
            if (i + 2 >= query.length()) {
                return false;
            }
            int high = Character.digit(query.charAt(i + 1), 16);
            int low = Character.digit(query.charAt(i + 2), 16);
            if (high < 0 || low < 0 || (high == 0 && low == 0)) {
                return false;
            }
        }
        return true;
    }
}
