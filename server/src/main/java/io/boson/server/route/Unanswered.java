package io.boson.server.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boson.events.session.SessionId;
import io.boson.projections.route.RouteChoice;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the arbiter was asked without an answer, by the session's id. It may have opened one since:
/// a repeated command asks for that again, at that node, and not for another one elsewhere.
///
/// Of this instance alone: who repeats a command at another may get a second session.
final class Unanswered {

    /// About as long as a client repeats a command.
    private static final Duration KEPT = Duration.ofMinutes(1);

    /// About 10 KB each.
    private static final int MOST = 1000;

    private final Cache<SessionId, RouteChoice.Chosen> asked;

    Unanswered(Clock clock) {
        asked =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(KEPT)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .build();
    }

    void asked(SessionId id, RouteChoice.Chosen chosen) {
        asked.put(id, chosen);
    }

    void answered(SessionId id) {
        asked.invalidate(id);
    }

    Optional<RouteChoice> find(SessionId id) {
        return Optional.ofNullable(asked.getIfPresent(id));
    }
}
