package io.boson.server.turn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boson.events.access.AccessEvent;
import io.boson.events.log.EventLog;
import io.boson.server.http.Origins;
import io.boson.server.log.Envelopes;
import io.boson.server.turn.TurnCallers.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;

/// Gives out user names; a fact, appended before anybody is told. Whoever asks again is given the
/// same as long as half of its time is left, so that asking often fills no log.
public final class TurnDesk {

    private static final int REMEMBERED_MAX = 50_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(30);

    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;
    private final LongAdder issued = new LongAdder();
    private final Cache<String, Ticket> tickets =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED).build();

    /// @param username that credentials are made for
    /// @param left until they expire
    record Grant(String username, Duration left) {}

    private record Ticket(String username, Instant halfTime, Instant expiresAt) {}

    TurnDesk(EventLog log, Envelopes envelopes, Clock clock) {
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    /// @throws io.boson.events.log.LogUnavailableException where the log does not take it
    Grant grant(Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Ticket ticket = tickets.getIfPresent(caller.principal());
        if (ticket == null || now.isAfter(ticket.halfTime())) {
            ticket = issue(caller, now);
            tickets.put(caller.principal(), ticket);
        }
        return new Grant(ticket.username(), Duration.between(now, ticket.expiresAt()));
    }

    private Ticket issue(Caller caller, Instant now) {
        // Whole seconds, as the user name says it.
        Instant expiresAt = now.plus(caller.life()).truncatedTo(ChronoUnit.SECONDS);
        String username = TurnSecret.username(expiresAt, caller.principal());
        log.append(
                envelopes.of(
                        new AccessEvent.TurnCredentialsIssued(
                                caller.principal(), username, expiresAt, now),
                        Origins.current()));
        issued.increment();
        return new Ticket(username, now.plus(caller.life().dividedBy(2)), expiresAt);
    }

    /// Credentials issued since the start.
    public long issued() {
        return issued.sum();
    }
}
