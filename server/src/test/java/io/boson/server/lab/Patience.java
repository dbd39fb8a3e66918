package io.boson.server.lab;

import java.time.Duration;

/// How long is waited, at most, for what.
final class Patience {

    /// What is there at once, on a busy machine.
    static final Duration SOON = Duration.ofSeconds(5);

    /// WireGuard's own, of an initiation that is not answered, and some of its jitter.
    static final Duration RETRY = Duration.ofMillis(5_400);

    /// That something goes on, or stays away.
    static final Duration SETTLED = Duration.ofSeconds(3);

    /// Between two pings.
    static final Duration EVERY = Duration.ofMillis(100);

    private Patience() {}
}
