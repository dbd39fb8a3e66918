package io.boson.events.session;

import java.util.Arrays;
import java.util.Optional;

/// How a client reaches its node.
public enum RouteType {
    DIRECT("direct"),
    RELAY("relay");

    private final String text;

    RouteType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<RouteType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
