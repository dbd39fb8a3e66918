package io.boson.server.config;

import java.nio.file.Path;
import java.time.Duration;

/// How long credentials live and where the keys that sign them lie.
///
/// @param keyFile the signing keys, made at the first start; several instances share one
/// @param nodeLifetime of a node's token, from its registration
/// @param operatorLifetime of the operator's token, renewed at a start near its end
/// @param enrolmentLifetime of an enrolment key
/// @param clockSkew how far the clocks of instances may differ before a token counts as not yet
///     valid
/// @param verifiedMax how many verified tokens are remembered; one costs about 300 bytes
public record TokenConfig(
        Path keyFile,
        Duration nodeLifetime,
        Duration operatorLifetime,
        Duration enrolmentLifetime,
        Duration clockSkew,
        int verifiedMax) {

    private static final Duration LEGACY_NODE_LIFETIME = Duration.ofDays(365);

    public TokenConfig {
        Bounds.between(
                "tokens.nodeLifetime", nodeLifetime, Duration.ofMinutes(1), Duration.ofDays(3650));
        Bounds.between(
                "tokens.operatorLifetime",
                operatorLifetime,
                Duration.ofHours(1),
                Duration.ofDays(3650));
        Bounds.between(
                "tokens.enrolmentLifetime",
                enrolmentLifetime,
                Duration.ofMinutes(1),
                Duration.ofDays(3650));
        Bounds.between("tokens.clockSkew", clockSkew, Duration.ZERO, Duration.ofMinutes(10));
        Bounds.between("tokens.verifiedMax", verifiedMax, 100, 10_000_000);
    }

    /// With the keys in the data directory.
    public static TokenConfig defaults(Path data) {
        return new TokenConfig(
                data.resolve("token-keys.json"),
                Duration.ofHours(24),
                Duration.ofDays(365),
                Duration.ofDays(365),
                Duration.ofSeconds(30),
                200_000);
    }

    /// @param legacy nodes of the original never ask for another token
    static TokenConfig from(Settings settings, Path data, boolean legacy) {
        TokenConfig defaults = defaults(data);
        return new TokenConfig(
                settings.path("tokens.keyFile", defaults.keyFile),
                settings.duration(
                        "tokens.nodeLifetime",
                        legacy ? LEGACY_NODE_LIFETIME : defaults.nodeLifetime),
                settings.duration("tokens.operatorLifetime", defaults.operatorLifetime),
                settings.duration("tokens.enrolmentLifetime", defaults.enrolmentLifetime),
                settings.duration("tokens.clockSkew", defaults.clockSkew),
                settings.number("tokens.verifiedMax", defaults.verifiedMax));
    }
}
