package io.boson.events.routing;

/// How much each part of a score counts, relative to the others; 0 leaves it out.
public record PartWeights(
        int country,
        int region,
        int health,
        int latency,
        int jitter,
        int loss,
        int cpu,
        int memory,
        int room,
        int bandwidth,
        int distance) {

    public static final int MAX = 1_000;

    public PartWeights {
        check("country", country);
        check("region", region);
        check("health", health);
        check("latency", latency);
        check("jitter", jitter);
        check("loss", loss);
        check("cpu", cpu);
        check("memory", memory);
        check("room", room);
        check("bandwidth", bandwidth);
        check("distance", distance);
    }

    private static void check(String part, int weight) {
        RoutePolicy.check("weights." + part, weight, 0, MAX);
    }

    public int of(ScorePart part) {
        return switch (part) {
            case COUNTRY -> country;
            case REGION -> region;
            case HEALTH -> health;
            case LATENCY -> latency;
            case JITTER -> jitter;
            case LOSS -> loss;
            case CPU -> cpu;
            case MEMORY -> memory;
            case ROOM -> room;
            case BANDWIDTH -> bandwidth;
            case DISTANCE -> distance;
        };
    }
}
