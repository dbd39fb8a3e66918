package io.boson.events.session;

import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.SESSION;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Cell;
import io.boson.events.Decision;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether a request finds room, when request and arbiter know different things of the node.
class SessionRoomTest {

    /// Rows: places the arbiter knows of, and the offset in topic `nodes` it knows that from; the
    /// request says two places, as of offset 10. Columns: sessions open already.
    private static final String ROOM =
            """
                    | 0      | 1         | 2         | 3
            1 at 9  | opened | opened    | NODE_FULL | NODE_FULL
            3 at 9  | opened | opened    | NODE_FULL | NODE_FULL
            3 at 10 | opened | opened    | NODE_FULL | NODE_FULL
            1 at 11 | opened | NODE_FULL | NODE_FULL | NODE_FULL
            3 at 11 | opened | opened    | opened    | NODE_FULL
            """;

    private static Stream<Cell> cells() {
        return Cell.of(ROOM);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void countsByTheNewerKnowledge(Cell cell) {
        String[] places = cell.row().split(" at ", 2);
        long offset = Long.parseLong(places[1]);
        NodeCapacity known = node(Integer.parseInt(places[0]), offset);
        NodeCapacity wentBy = offset > 10 ? known : node(2, 10);
        int open = Integer.parseInt(cell.column());
        assertThat(answer(node(2, 10), known, open))
                .isEqualTo(
                        cell.says().equals("opened")
                                ? new SessionEvent.Opened(SESSION, NODE, wentBy, open, at(1))
                                : refused(SessionRefusal.NODE_FULL, wentBy, open));
    }

    /// Gone is worse than draining, and draining worse than full.
    @ParameterizedTest
    @CsvSource({
        "false, true,  0, NODE_GONE",
        "false, false, 9, NODE_GONE",
        "true,  true,  2, NODE_DRAINING",
        "true,  true,  9, NODE_DRAINING"
    })
    void namesTheReasonThatLastsLongest(
            boolean present, boolean draining, int open, SessionRefusal reason) {
        NodeCapacity newer = new NodeCapacity(present, 2, draining, 11);
        assertThat(answer(node(2, 10), newer, open)).isEqualTo(refused(reason, newer, open));
        assertThat(answer(newer, node(2, 10), open)).isEqualTo(refused(reason, newer, open));
    }

    /// A client that comes again wants its session, whatever room there is; a node that is gone
    /// has none to give back.
    @ParameterizedTest
    @CsvSource({
        "true,  false, 0, ALREADY_OPEN",
        "true,  false, 9, ALREADY_OPEN",
        "true,  true,  0, ALREADY_OPEN",
        "false, false, 0, NODE_GONE"
    })
    void theHoldersOwnSessionComesBeforeRoom(
            boolean present, boolean draining, int open, SessionRefusal reason) {
        NodeCapacity newer = new NodeCapacity(present, 2, draining, 11);
        SessionId held = new SessionId(new UUID(9, 9));
        assertThat(answer(node(2, 10), newer, open, Optional.of(held)))
                .isEqualTo(
                        new SessionEvent.Refused(
                                SESSION,
                                NODE,
                                reason,
                                Optional.of(held).filter(_ -> present),
                                newer,
                                open,
                                at(1)));
    }

    private static NodeCapacity node(int places, long offset) {
        return new NodeCapacity(true, places, false, offset);
    }

    private static SessionEvent.OfSession answer(NodeCapacity asked, NodeCapacity known, int open) {
        return answer(asked, known, open, Optional.empty());
    }

    private static SessionEvent.OfSession answer(
            NodeCapacity asked, NodeCapacity known, int open, Optional<SessionId> held) {
        Session requested = Session.Requested.by(request(asked), at(0));
        return switch (SessionDecider.decide(
                requested, new SessionCommand.Answer(known, open, held), at(1))) {
            case Decision.Accepted<SessionEvent.OfSession>(var events) -> events.getFirst();
            case Decision.Rejected<SessionEvent.OfSession>(var reason) ->
                    throw new AssertionError("rejected: " + reason);
        };
    }

    private static SessionEvent.Refused refused(
            SessionRefusal reason, NodeCapacity capacity, int open) {
        return new SessionEvent.Refused(
                SESSION, NODE, reason, Optional.empty(), capacity, open, at(1));
    }
}
