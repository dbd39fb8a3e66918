package io.boson.events.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Decision;
import io.boson.events.Samples;
import io.boson.events.Seeds;
import io.boson.events.session.Session.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What holds for every history, however unlikely.
class SessionPropertiesTest {

    @Test
    void theSameHistoryGivesTheSameSession() {
        Seeds.forEach(
                random -> {
                    List<SessionEvent.OfSession> history = new RandomSessions(random).history();
                    assertThat(fold(Session.unknown(), history))
                            .isEqualTo(fold(Session.unknown(), history));
                });
    }

    @Test
    void theFirstAnswerCounts() {
        Seeds.forEach(
                random -> {
                    RandomSessions some = new RandomSessions(random);
                    List<SessionEvent.OfSession> later = some.history();
                    Session opened = fold(requested(), List.of(opened()));
                    Session refused = fold(requested(), List.of(refused()));
                    assertThat(fold(opened, later))
                            .isNotInstanceOf(Session.Unknown.class)
                            .isNotInstanceOf(Session.Requested.class)
                            .isNotEqualTo(refused)
                            .matches(s -> !(s instanceof Session.Ended e) || !wasRefused(e));
                    assertThat(fold(refused, later)).isEqualTo(refused);
                });
    }

    @Test
    void whatIsOverStaysOver() {
        Seeds.forEach(
                random -> {
                    RandomSessions some = new RandomSessions(random);
                    Session session = fold(Session.unknown(), some.history());
                    if (session instanceof Session.Ended) {
                        assertThat(fold(session, some.history())).isEqualTo(session);
                    }
                });
    }

    @Test
    void whatIsAcceptedChangesTheSessionItWasDecidedOn() {
        Seeds.forEach(
                random -> {
                    RandomSessions some = new RandomSessions(random);
                    Session session = fold(Session.unknown(), some.history());
                    SessionCommand command = some.command();
                    for (var event : accepted(session, command, some.time())) {
                        assertThat(session.evolve(event))
                                .as("%s accepted as %s", command, event)
                                .isNotEqualTo(session);
                    }
                });
    }

    @Test
    void whatWasDecidedIsNotDecidedAgain() {
        Seeds.forEach(
                random -> {
                    RandomSessions some = new RandomSessions(random);
                    Session session = fold(Session.unknown(), some.history());
                    SessionCommand command = some.command();
                    Instant now = some.time();
                    Session after = fold(session, accepted(session, command, now));
                    assertThat(accepted(after, command, now))
                            .as("%s again, on %s", command, after)
                            .isEmpty();
                });
    }

    private static Session requested() {
        return Session.Requested.by(Samples.REQUEST, Samples.at(0));
    }

    private static SessionEvent.Opened opened() {
        return new SessionEvent.Opened(
                Samples.SESSION, Samples.NODE, Samples.CAPACITY, 0, Samples.at(1));
    }

    private static SessionEvent.Refused refused() {
        return new SessionEvent.Refused(
                Samples.SESSION,
                Samples.NODE,
                SessionRefusal.NODE_FULL,
                Optional.empty(),
                Samples.CAPACITY,
                2,
                Samples.at(1));
    }

    private static boolean wasRefused(Session.Ended ended) {
        return ended.ending() instanceof Ending.Refused;
    }

    private static Session fold(Session from, List<SessionEvent.OfSession> history) {
        Session session = from;
        for (SessionEvent.OfSession event : history) {
            session = session.evolve(event);
        }
        return session;
    }

    private static List<SessionEvent.OfSession> accepted(
            Session session, SessionCommand command, Instant now) {
        return switch (SessionDecider.decide(session, command, now)) {
            case Decision.Accepted<SessionEvent.OfSession>(var events) -> events;
            case Decision.Rejected<SessionEvent.OfSession> _ -> List.of();
        };
    }
}
