package io.boson.server.config;

import io.boson.events.routing.PartLimits;
import io.boson.events.routing.PartWeights;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.routing.ScorePart;
import java.time.Duration;

/// How nodes are chosen for clients.
///
/// @param policy every number of it is a key of its own
public record RoutingConfig(RoutePolicy policy) {

    private static final String KEY = "routing.policy.";

    static RoutingConfig from(Settings settings) {
        RoutePolicy fallback = RoutePolicy.DEFAULT;
        return new RoutingConfig(
                new RoutePolicy(
                        name(settings.text(KEY + "name", fallback.name())),
                        weights(settings, fallback.weights()),
                        limits(settings, fallback.limits()),
                        thousandths(settings, "neutral", fallback.neutral()),
                        thousandths(settings, "nearEqual", fallback.nearEqual()),
                        thousandths(settings, "fade", fallback.fade()),
                        number(
                                settings,
                                "sampleSize",
                                fallback.sampleSize(),
                                RoutePolicy.SAMPLE_MIN,
                                RoutePolicy.SAMPLE_MAX),
                        number(
                                settings,
                                "scanMax",
                                fallback.scanMax(),
                                RoutePolicy.SAMPLE_MIN,
                                RoutePolicy.SCAN_MAX)));
    }

    private static String name(String text) {
        if (!RoutePolicy.isName(text)) {
            throw new ConfigException(
                    KEY + "name", "must be 1 to 40 lower-case letters, digits and hyphens");
        }
        return text;
    }

    private static PartWeights weights(Settings settings, PartWeights fallback) {
        return new PartWeights(
                weight(settings, ScorePart.COUNTRY, fallback),
                weight(settings, ScorePart.REGION, fallback),
                weight(settings, ScorePart.HEALTH, fallback),
                weight(settings, ScorePart.LATENCY, fallback),
                weight(settings, ScorePart.JITTER, fallback),
                weight(settings, ScorePart.LOSS, fallback),
                weight(settings, ScorePart.CPU, fallback),
                weight(settings, ScorePart.MEMORY, fallback),
                weight(settings, ScorePart.ROOM, fallback),
                weight(settings, ScorePart.BANDWIDTH, fallback),
                weight(settings, ScorePart.DISTANCE, fallback));
    }

    private static int weight(Settings settings, ScorePart part, PartWeights fallback) {
        return number(settings, "weights." + part.word(), fallback.of(part), 0, PartWeights.MAX);
    }

    private static PartLimits limits(Settings settings, PartLimits fallback) {
        return new PartLimits(
                millis(settings, "limits.latencyWorst", fallback.latencyWorst()),
                millis(settings, "limits.jitterWorst", fallback.jitterWorst()),
                number(
                        settings,
                        "limits.lossWorst",
                        fallback.lossWorst(),
                        1,
                        PartLimits.PERCENT_MAX),
                number(
                        settings,
                        "limits.distanceWorst",
                        fallback.distanceWorst(),
                        1,
                        PartLimits.KILOMETRES_MAX));
    }

    private static int millis(Settings settings, String key, int fallback) {
        Duration value = settings.duration(KEY + key, Duration.ofMillis(fallback));
        Bounds.between(
                KEY + key, value, Duration.ofMillis(1), Duration.ofMillis(PartLimits.MILLIS_MAX));
        return Math.toIntExact(value.toMillis());
    }

    private static int thousandths(Settings settings, String key, int fallback) {
        return number(settings, key, fallback, 0, RoutePolicy.THOUSANDTHS_MAX);
    }

    private static int number(Settings settings, String key, int fallback, int min, int max) {
        int value = settings.number(KEY + key, fallback);
        Bounds.between(KEY + key, value, min, max);
        return value;
    }
}
