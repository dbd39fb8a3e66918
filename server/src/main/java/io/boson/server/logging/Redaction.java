package io.boson.server.logging;

import java.util.regex.Pattern;

/// The last net under a promise that is kept elsewhere: no token is ever logged. Libraries at DEBUG
/// print whole requests; what looks like a JWT is cut out of them here.
final class Redaction {

    private static final String JWT_START = "eyJ";
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_.-]+");

    private Redaction() {}

    /// On one line, without secrets.
    static String clean(String text) {
        return secrets(isPlain(text) ? text : escaped(text));
    }

    static String secrets(String text) {
        return text.contains(JWT_START) ? JWT.matcher(text).replaceAll("(token)") : text;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                plain.append("\\u%04x".formatted((int) c));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
