package io.boson.events.telemetry;

import java.util.Arrays;
import java.util.Optional;

/// How well a node is, best first.
public enum NodeStatus {
    ONLINE("online"),
    DEGRADED("degraded"),
    OFFLINE("offline");

    private final String text;

    NodeStatus(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public NodeStatus worse(NodeStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public static Optional<NodeStatus> parse(String text) {
        return Arrays.stream(values()).filter(status -> status.text.equals(text)).findFirst();
    }
}
