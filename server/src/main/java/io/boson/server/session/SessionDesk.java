package io.boson.server.session;

import io.boson.events.Decision;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.session.SessionCommand;
import io.boson.events.session.SessionDecider;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Ends sessions on somebody's word.
public final class SessionDesk {

    private static final Duration FOLD_MAX = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public SessionDesk(Sessions sessions, EventLog log, Envelopes envelopes, Clock clock) {
        this.sessions = sessions;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    /// Ends a live session, and waits until this instance sees that it has ended.
    ///
    /// @return the position of the fact; empty where it had ended before
    /// @throws io.boson.events.log.LogUnavailableException where the log does not take it
    public Optional<LogPosition> end(LiveSession session, CloseReason reason, Origin origin) {
        Optional<LogPosition> last = Optional.empty();
        if (SessionDecider.decide(
                        session.session(),
                        new SessionCommand.End(reason),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS))
                instanceof Decision.Accepted(var events)) {
            for (SessionEvent event : events) {
                last = Optional.of(log.append(envelopes.of(event, origin)));
            }
        }
        last.ifPresent(position -> sessions.await(position, FOLD_MAX));
        return last;
    }
}
