package io.boson.server.config;

import java.time.Duration;
import java.util.List;

/// TURN servers that this server hands out credentials for.
///
/// @param servers that clients may be sent to; none: the lists are empty
/// @param secret that all of them share with this server; empty where `secretFile` holds it
/// @param previousSecret the one before, while some server still knows no other; empty without
/// @param secretFile a file whose first line is the secret and whose second line the previous one;
///     read again before each check; empty without
/// @param authorities a PEM file of authorities beside the JVM's own that may vouch for the
///     servers; empty without
/// @param checkEvery between two checks of one server
/// @param anonymous credentials for one address without a token; only with `legacy`
public record TurnConfig(
        List<TurnServer> servers,
        String secret,
        String previousSecret,
        String secretFile,
        String authorities,
        Duration checkEvery,
        Rate anonymous) {

    /// A guess at a shorter one can be checked offline by whoever holds one credential.
    public static final int SECRET_CHARS_MIN = 16;

    private static final int SECRET_CHARS_MAX = 256;

    public static final TurnConfig DEFAULTS =
            new TurnConfig(List.of(), "", "", "", "", Duration.ofSeconds(30), new Rate(1, 20));

    public TurnConfig {
        servers = List.copyOf(servers);
        check("turn.secret", secret);
        check("turn.previousSecret", previousSecret);
        if (!secret.isEmpty() && !secretFile.isEmpty()) {
            throw new ConfigException("turn.secretFile", "and turn.secret exclude each other");
        }
        if (!previousSecret.isEmpty() && secret.isEmpty()) {
            throw new ConfigException("turn.previousSecret", "goes with turn.secret only");
        }
        if (!servers.isEmpty() && secret.isEmpty() && secretFile.isEmpty()) {
            throw new ConfigException(
                    "turn.secret", "is needed, or turn.secretFile, where turn.servers names any");
        }
        Bounds.between(
                "turn.checkEvery", checkEvery, Duration.ofSeconds(1), Duration.ofMinutes(10));
        anonymous.check("turn.anonymous");
    }

    /// @throws ConfigException that does not show the secret
    static void check(String key, String secret) {
        int length = secret.length();
        if (length > 0 && (length < SECRET_CHARS_MIN || length > SECRET_CHARS_MAX)) {
            throw new ConfigException(
                    key,
                    "must have %d to %d characters".formatted(SECRET_CHARS_MIN, SECRET_CHARS_MAX));
        }
    }

    static TurnConfig from(Settings settings) {
        return new TurnConfig(
                TurnServer.parseAll(settings.text("turn.servers", "")),
                settings.text("turn.secret", DEFAULTS.secret),
                settings.text("turn.previousSecret", DEFAULTS.previousSecret),
                settings.text("turn.secretFile", DEFAULTS.secretFile),
                settings.text("turn.authorities", DEFAULTS.authorities),
                settings.duration("turn.checkEvery", DEFAULTS.checkEvery),
                Rate.from(settings, "turn.anonymous", DEFAULTS.anonymous));
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "TurnConfig[servers=" + servers + ", secretFile=" + secretFile + "]";
    }
}
