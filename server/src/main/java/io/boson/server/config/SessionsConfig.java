package io.boson.server.config;

import java.time.Duration;

/// How long a session may live at most, however much it is used.
///
/// @param lifeMaxAnonymous of a client that showed no credential
/// @param lifeMaxEnrolled of one that showed a client key
public record SessionsConfig(Duration lifeMaxAnonymous, Duration lifeMaxEnrolled) {

    private static final Duration MIN = Duration.ofMinutes(5);
    private static final Duration MAX = Duration.ofDays(3650);

    public static final SessionsConfig DEFAULTS =
            new SessionsConfig(Duration.ofHours(24), Duration.ofDays(30));

    public SessionsConfig {
        Bounds.between("sessions.lifeMaxAnonymous", lifeMaxAnonymous, MIN, MAX);
        Bounds.between("sessions.lifeMaxEnrolled", lifeMaxEnrolled, MIN, MAX);
    }

    static SessionsConfig from(Settings settings) {
        return new SessionsConfig(
                settings.duration("sessions.lifeMaxAnonymous", DEFAULTS.lifeMaxAnonymous),
                settings.duration("sessions.lifeMaxEnrolled", DEFAULTS.lifeMaxEnrolled));
    }
}
