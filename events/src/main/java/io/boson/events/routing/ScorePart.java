package io.boson.events.routing;

import java.util.Locale;

/// What a candidate's score is made of. The words are part of recorded decisions.
public enum ScorePart {
    /// The country that the client prefers.
    COUNTRY,
    /// The region that the client prefers.
    REGION,
    /// Online before degraded.
    HEALTH,
    LATENCY,
    JITTER,
    LOSS,
    CPU,
    MEMORY,
    /// Live sessions against places.
    ROOM,
    /// Bandwidth in use against what the node declared, toward clients.
    BANDWIDTH,
    /// From the client, where both sides' coordinates are known.
    DISTANCE;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
