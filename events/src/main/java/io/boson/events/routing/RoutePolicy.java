package io.boson.events.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What ranking weighs, and how. A policy has whole numbers only, so that its text is exact.
///
/// A score is a number from 0 to 1. Candidates within `nearEqual` of the best are as good as it and
/// drawn by their free room; over the next `fade` their chance falls to nothing. Noise in what was
/// measured therefore moves no crowd from one node to another.
///
/// @param name 1 to 40 lower-case letters, digits and hyphens
/// @param neutral thousandths that a part counts where nothing was measured
/// @param nearEqual thousandths of a score
/// @param fade thousandths of a score
/// @param sampleSize candidates looked at in a fleet of more nodes than that
/// @param scanMax nodes looked at where the sample found nobody
public record RoutePolicy(
        String name,
        PartWeights weights,
        PartLimits limits,
        int neutral,
        int nearEqual,
        int fade,
        int sampleSize,
        int scanMax) {

    // Before the default, which is checked by it.
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    public static final RoutePolicy DEFAULT =
            new RoutePolicy(
                    "balanced",
                    new PartWeights(50, 25, 40, 25, 5, 15, 15, 5, 20, 10, 20),
                    new PartLimits(400, 100, 10, 10_000),
                    800,
                    40,
                    20,
                    256,
                    100_000);

    public static final int THOUSANDTHS_MAX = 1_000;
    public static final int SAMPLE_MIN = 16;
    public static final int SAMPLE_MAX = 1_000_000;
    public static final int SCAN_MAX = 10_000_000;

    private static final int VERSION_BYTES = 4;

    public RoutePolicy {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name must be 1 to 40 lower-case letters, digits and hyphens");
        }
        check("neutral", neutral, 0, THOUSANDTHS_MAX);
        check("nearEqual", nearEqual, 0, THOUSANDTHS_MAX);
        check("fade", fade, 0, THOUSANDTHS_MAX);
        check("sampleSize", sampleSize, SAMPLE_MIN, SAMPLE_MAX);
        check("scanMax", scanMax, SAMPLE_MIN, SCAN_MAX);
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static void check(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, not %d".formatted(field, min, max, value));
        }
    }

    /// The name, and a fingerprint of all the rest: a policy that was changed has another version
    /// whether or not anybody thought of it.
    public String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(canonicalJson().getBytes(StandardCharsets.UTF_8));
            return name + '-' + HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// Compact, members in the order of the components: as the log holds it.
    String canonicalJson() {
        StringBuilder json = new StringBuilder("{\"name\":\"").append(name);
        json.append("\",\"weights\":{");
        for (ScorePart part : ScorePart.values()) {
            member(json, part.word(), weights.of(part));
        }
        json.append("},\"limits\":{");
        member(json, "latencyWorst", limits.latencyWorst());
        member(json, "jitterWorst", limits.jitterWorst());
        member(json, "lossWorst", limits.lossWorst());
        member(json, "distanceWorst", limits.distanceWorst());
        json.append('}');
        member(json, "neutral", neutral);
        member(json, "nearEqual", nearEqual);
        member(json, "fade", fade);
        member(json, "sampleSize", sampleSize);
        member(json, "scanMax", scanMax);
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String key, int value) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        json.append('"').append(key).append("\":").append(value);
    }
}
