package io.boson.events;

import java.util.Arrays;
import java.util.Optional;

/// The topics that hold facts, by the short name that positions use. In Kafka each carries the
/// deployment's prefix.
public enum Topic {
    NODES("nodes"),
    HEARTBEATS("heartbeats"),
    METRICS("metrics"),
    SESSIONS("sessions"),
    USAGE("usage"),
    ACCESS("access"),
    POLICIES("policies"),
    RELAYS("relays");

    private final String shortName;

    Topic(String shortName) {
        this.shortName = shortName;
    }

    public String shortName() {
        return shortName;
    }

    public static Optional<Topic> parse(String shortName) {
        return Arrays.stream(values()).filter(t -> t.shortName.equals(shortName)).findFirst();
    }
}
