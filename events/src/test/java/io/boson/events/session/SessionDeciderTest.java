package io.boson.events.session;

import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.SESSION;
import static io.boson.events.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Cell;
import io.boson.events.Decision;
import io.boson.events.session.SessionEvent.CloseReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command against every state. Lower case: the event accepted; `-`: accepted, nothing to
/// do; `UNKNOWN`: the rejection.
class SessionDeciderTest {

    private static final SessionId OTHER_SESSION = new SessionId(new UUID(9, 9));

    private static final String UNTIL_OVER =
            """
                        | unknown | requested     | waiting | attached | detached
            end         | UNKNOWN | closed        | closed  | closed   | closed
            room        | UNKNOWN | opened        | -       | -        | -
            full        | UNKNOWN | NODE_FULL     | -       | -        | -
            draining    | UNKNOWN | NODE_DRAINING | -       | -        | -
            gone        | UNKNOWN | NODE_GONE     | -       | -        | -
            held        | UNKNOWN | ALREADY_OPEN  | -       | -        | -
            expire 119  | -       | -             | -       | -        | -
            expire 120  | -       | expired       | -       | -        | -
            expire 121  | -       | expired       | expired | -        | -
            expire 209  | -       | expired       | expired | -        | -
            expire 210  | -       | expired       | expired | -        | expired
            expire 3600 | -       | expired       | expired | -        | expired
            expire 3601 | -       | expired       | expired | expired  | expired
            """;

    private static final String ONCE_OVER =
            """
                        | refused | closed | expired
            end         | -       | -      | -
            room        | -       | -      | -
            full        | -       | -      | -
            draining    | -       | -      | -
            gone        | -       | -      | -
            held        | -       | -      | -
            expire 3601 | -       | -      | -
            """;

    private static Stream<Cell> cells() {
        return Stream.of(UNTIL_OVER, ONCE_OVER).flatMap(Cell::of);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void decides(Cell cell) {
        Session given = SampleSessions.named(cell.column());
        Instant now = cell.row().startsWith("expire ") ? secondsOf(cell.row()) : at(60);
        assertThat(SessionDecider.decide(given, command(cell.row()), now))
                .isEqualTo(expected(cell, now));
    }

    @Test
    void theTablesHaveEveryCommand() {
        Set<Class<?>> asked =
                cells().map(c -> command(c.row()).getClass()).collect(Collectors.toSet());
        assertThat(asked).containsExactlyInAnyOrder(SessionCommand.class.getPermittedSubclasses());
    }

    private static Instant secondsOf(String row) {
        return at(Long.parseLong(row.substring("expire ".length())));
    }

    private static SessionCommand command(String name) {
        return switch (name) {
            case "end" -> new SessionCommand.End(CloseReason.BY_OPERATOR);
            case "room" -> answer(known("room"));
            case "full" -> answer(known("full"));
            case "draining" -> answer(known("draining"));
            case "gone" -> answer(known("gone"));
            case "held" -> new SessionCommand.Answer(known("held"), 1, Optional.of(OTHER_SESSION));
            default -> new SessionCommand.Expire();
        };
    }

    private static SessionCommand answer(NodeCapacity known) {
        return new SessionCommand.Answer(known, 1, Optional.empty());
    }

    /// What the arbiter folded since the request, which knew of room for two.
    private static NodeCapacity known(String name) {
        return switch (name) {
            case "full" -> new NodeCapacity(true, 1, false, 11);
            case "draining" -> new NodeCapacity(true, 2, true, 11);
            case "gone" -> new NodeCapacity(false, 2, false, 11);
            default -> new NodeCapacity(true, 3, false, 11);
        };
    }

    private static Decision<SessionEvent.OfSession> expected(Cell cell, Instant now) {
        return switch (cell.says()) {
            case "-" -> new Decision.Accepted<>(List.of());
            case "UNKNOWN" -> new Decision.Rejected<>(SessionRejection.UNKNOWN_SESSION);
            case "closed" ->
                    accepted(new SessionEvent.Closed(SESSION, NODE, CloseReason.BY_OPERATOR, now));
            case "expired" -> accepted(new SessionEvent.Expired(SESSION, NODE, now));
            case "opened" ->
                    accepted(new SessionEvent.Opened(SESSION, NODE, known("room"), 1, now));
            default ->
                    accepted(
                            new SessionEvent.Refused(
                                    SESSION,
                                    NODE,
                                    SessionRefusal.valueOf(cell.says()),
                                    cell.row().equals("held")
                                            ? Optional.of(OTHER_SESSION)
                                            : Optional.empty(),
                                    known(cell.row()),
                                    1,
                                    now));
        };
    }

    private static Decision<SessionEvent.OfSession> accepted(SessionEvent.OfSession event) {
        return new Decision.Accepted<>(List.of(event));
    }
}
