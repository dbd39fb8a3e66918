package io.boson.events.session;

import static io.boson.events.Samples.CAPACITY;
import static io.boson.events.Samples.CONNECTION;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.OTHER_CONNECTION;
import static io.boson.events.Samples.REQUEST;
import static io.boson.events.Samples.SESSION;
import static io.boson.events.Samples.TRAFFIC;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.request;
import static io.boson.events.session.SampleSessions.RELAY;
import static io.boson.events.session.SampleSessions.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Cell;
import io.boson.events.session.Session.Ending;
import io.boson.events.session.SessionEvent.CloseReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event folded into every state. `=`: an equal state, the event no longer applies.
class SessionFoldTest {

    private static final Instant NOW = at(60);

    private static final String UNTIL_OVER =
            """
                           | unknown   | requested | waiting  | attached | detached
            requested      | requested | =         | =        | =        | =
            opened         | =         | waiting   | =        | =        | =
            refused        | =         | refused   | =        | =        | =
            attached       | =         | =         | attached | attached | attached
            attached other | =         | =         | other    | other    | other
            detached       | =         | =         | =        | detached | =
            detached other | =         | =         | =        | =        | =
            other relay    | =         | =         | =        | =        | =
            closed         | =         | closed    | closed   | closed   | closed
            expired        | =         | expired   | expired  | expired  | expired
            """;

    private static final String ONCE_OVER =
            """
                           | refused | closed | expired
            requested      | =       | =      | =
            opened         | =       | =      | =
            refused        | =       | =      | =
            attached       | =       | =      | =
            attached other | =       | =      | =
            detached       | =       | =      | =
            detached other | =       | =      | =
            other relay    | =       | =      | =
            closed         | =       | =      | =
            expired        | =       | =      | =
            """;

    private static Stream<Cell> cells() {
        return Stream.of(UNTIL_OVER, ONCE_OVER).flatMap(Cell::of);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void evolves(Cell cell) {
        Session given = SampleSessions.named(cell.column());
        assertThat(given.evolve(event(cell.row())))
                .isEqualTo(cell.says().equals("=") ? given : state(cell.says()));
    }

    @Test
    void theTablesHaveEveryEvent() {
        Set<Class<?>> folded =
                cells().map(c -> event(c.row()).getClass()).collect(Collectors.toSet());
        assertThat(folded)
                .containsExactlyInAnyOrder(SessionEvent.OfSession.class.getPermittedSubclasses());
    }

    private static SessionEvent.OfSession event(String name) {
        return switch (name) {
            case "requested" ->
                    new SessionEvent.Requested(request(new NodeCapacity(true, 9, false, 9)), NOW);
            case "opened" -> new SessionEvent.Opened(SESSION, NODE, CAPACITY, 0, NOW);
            case "refused" ->
                    new SessionEvent.Refused(
                            SESSION,
                            NODE,
                            SessionRefusal.NODE_DRAINING,
                            Optional.empty(),
                            CAPACITY,
                            0,
                            NOW);
            case "attached" -> new SessionEvent.Attached(SESSION, NODE, RELAY, CONNECTION, NOW);
            case "attached other" ->
                    new SessionEvent.Attached(SESSION, NODE, "relay-2", OTHER_CONNECTION, NOW);
            case "detached" -> detached(RELAY, CONNECTION);
            case "detached other" -> detached(RELAY, OTHER_CONNECTION);
            case "other relay" -> detached("relay-2", CONNECTION);
            case "closed" -> new SessionEvent.Closed(SESSION, NODE, CloseReason.NODE_GONE, NOW);
            case "expired" -> new SessionEvent.Expired(SESSION, NODE, NOW);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static SessionEvent.Detached detached(String relay, UUID connection) {
        return new SessionEvent.Detached(
                SESSION, NODE, relay, connection, "socket-closed", TRAFFIC, NOW);
    }

    private static Session state(String name) {
        return switch (name) {
            case "requested" ->
                    Session.Requested.by(request(new NodeCapacity(true, 9, false, 9)), NOW);
            case "waiting" -> new Session.Live(REQUEST.terms(), NOW, Attachment.never());
            case "attached" -> live(new Attachment.Attached(RELAY, CONNECTION, NOW));
            case "other" -> live(new Attachment.Attached("relay-2", OTHER_CONNECTION, NOW));
            case "detached" -> live(new Attachment.Detached(NOW));
            case "refused" -> ended(new Ending.Refused(SessionRefusal.NODE_DRAINING));
            case "closed" -> ended(new Ending.Closed(CloseReason.NODE_GONE));
            case "expired" -> ended(new Ending.Expired());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Session ended(Ending ending) {
        return new Session.Ended(REQUEST.terms(), ending, NOW);
    }

    /// In seconds; the states are those of [SampleSessions], and the longest life is an hour.
    @ParameterizedTest
    @CsvSource({"requested, 120", "waiting, 121", "attached, 3601", "detached, 210"})
    void isOverUnlessSomethingHappens(String state, long seconds) {
        assertThat(SampleSessions.named(state).expiresAt()).isEqualTo(at(seconds));
    }

    @ParameterizedTest
    @CsvSource({"unknown", "refused", "closed", "expired"})
    void whatIsOverHasNoEnd(String state) {
        assertThat(SampleSessions.named(state).expiresAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void noSocketOutlivesTheLongestLife() {
        Session late = live(new Attachment.Detached(at(3_500)));
        assertThat(late.expiresAt()).isEqualTo(at(3_601));
    }
}
