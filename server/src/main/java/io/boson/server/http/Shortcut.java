package io.boson.server.http;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/// A resource method that is called a thousand times for any other's once, and so is reached
/// without Jersey's router, which costs more than everything the method does.
///
/// The same method keeps its JAX-RS annotations: what a shortcut does not understand (an escaped
/// path, another media type) goes the long way, and both ways answer alike.
public final class Shortcut {

    /// @see jakarta.ws.rs.PathParam
    @FunctionalInterface
    public interface Method {
        Response call(String variable, InputStream body) throws IOException;
    }

    private static final String JSON = "application/json";

    private final String template;
    private final String prefix;
    private final String suffix;
    private final Method method;

    private Shortcut(String template, Method method) {
        int open = template.indexOf('{');
        int close = template.indexOf('}');
        this.template = template;
        this.prefix = open < 0 ? template : template.substring(0, open);
        this.suffix = open < 0 ? "" : template.substring(close + 1);
        this.method = method;
    }

    /// @param template with one variable, `/api/v1/nodes/{id}/heartbeat`, or none; the method
    ///     is then given empty text
    public static Shortcut post(String template, Method method) {
        return new Shortcut(template, method);
    }

    String template() {
        return template;
    }

    /// @param path in lower case, without a slash at the end
    boolean matches(String verb, String path) {
        int end = path.length() - suffix.length();
        return verb.equals("POST")
                && path.startsWith(prefix)
                && path.endsWith(suffix)
                && (prefix.equals(template)
                        ? path.length() == prefix.length()
                        : end > prefix.length() && isPlain(path, prefix.length(), end));
    }

    /// Of the type that resources read, or without a type.
    static boolean takes(String contentType) {
        return contentType.isEmpty()
                || contentType.equals(JSON)
                || contentType.regionMatches(true, 0, JSON + ";", 0, JSON.length() + 1);
    }

    Response call(String path, InputStream body) throws IOException {
        int end = path.length() - suffix.length();
        return method.call(path.substring(Math.min(prefix.length(), end), end), body);
    }

    private static boolean isPlain(String path, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (c == '/' || c == '%' || c == ';') {
                return false;
            }
        }
        return true;
    }
}
