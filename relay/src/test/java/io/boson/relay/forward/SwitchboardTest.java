package io.boson.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.EndReason;
import io.boson.relay.PrincipalId;
import io.boson.relay.RecordingListener;
import io.boson.relay.RecordingListener.Told;
import io.boson.relay.RefusalReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import io.boson.relay.forward.FakeEndpoint.Delivery;
import io.boson.relay.forward.FakeEndpoint.Drain;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SwitchboardTest {

    private static final NodeEnd NODE = new NodeEnd(new NodeId(new UUID(1, 1)));
    private static final NodeEnd OTHER_NODE = new NodeEnd(new NodeId(new UUID(1, 2)));
    private static final ClientEnd ANN = client(1, NODE);
    private static final ClientEnd BEN = client(2, NODE);
    private static final ClientEnd CAT = client(3, OTHER_NODE);

    private static final Instant UNTIL = Instant.parse("2026-01-02T03:04:05Z");

    private final RecordingListener listener = new RecordingListener();
    private final Switchboard<String> board = new Switchboard<>(listener);
    private final FakeEndpoint nodeSocket = new FakeEndpoint(10);
    private final FakeEndpoint annSocket = new FakeEndpoint(11);
    private final FakeEndpoint benSocket = new FakeEndpoint(12);

    @Test
    void clientsOfOneNodeAreKeptApart() {
        attach(NODE, nodeSocket);
        attach(ANN, annSocket);
        attach(BEN, benSocket);

        assertThat(board.toNode(ANN, "from ann")).isEmpty();
        assertThat(board.toNode(BEN, "from ben")).isEmpty();
        assertThat(board.toClient(NODE, BEN.session(), "to ben")).isEmpty();

        assertThat(nodeSocket.delivered)
                .containsExactly(
                        new Delivery(ANN.session(), "from ann"),
                        new Delivery(BEN.session(), "from ben"));
        assertThat(annSocket.delivered).isEmpty();
        assertThat(benSocket.delivered).containsExactly(new Delivery(BEN.session(), "to ben"));
    }

    @Test
    void aPacketForAnAbsentPeerIsDroppedNotEchoed() {
        attach(ANN, annSocket);

        assertThat(board.toNode(ANN, "x")).contains(DropReason.PEER_ABSENT);
        assertThat(annSocket.delivered).isEmpty();

        attach(NODE, nodeSocket);
        board.detach(ANN, annSocket, DetachReason.PEER_CLOSED, Traffic.NONE);

        assertThat(board.toClient(NODE, ANN.session(), "x")).contains(DropReason.PEER_ABSENT);
        assertThat(nodeSocket.delivered).isEmpty();
    }

    @Test
    void anotherNodesSessionIsForeignAlsoWhileItsClientIsAway() {
        attach(CAT, annSocket);
        assertThat(board.toClient(NODE, CAT.session(), "x")).contains(DropReason.FOREIGN_SESSION);

        board.detach(CAT, annSocket, DetachReason.PEER_CLOSED, Traffic.NONE);
        assertThat(board.toClient(NODE, CAT.session(), "x")).contains(DropReason.FOREIGN_SESSION);
        assertThat(annSocket.delivered).isEmpty();
    }

    @Test
    void aSessionNeverAttachedOrEndedIsUnknown() {
        attach(ANN, annSocket);
        assertThat(board.toClient(NODE, BEN.session(), "x")).contains(DropReason.UNKNOWN_SESSION);

        board.endSession(ANN.session(), EndReason.CLOSED);
        assertThat(board.toClient(NODE, ANN.session(), "x")).contains(DropReason.UNKNOWN_SESSION);
    }

    @Test
    void withoutASessionOnlyAnOnlyClientCanBeMeant() {
        attach(NODE, nodeSocket);
        assertThat(board.toOnlyClient(NODE, "nobody")).contains(DropReason.PEER_ABSENT);

        attach(ANN, annSocket);
        attach(CAT, new FakeEndpoint(13));
        assertThat(board.toOnlyClient(NODE, "ann")).isEmpty();

        attach(BEN, benSocket);
        assertThat(board.toOnlyClient(NODE, "who")).contains(DropReason.AMBIGUOUS_SESSION);

        board.detach(ANN, annSocket, DetachReason.PEER_CLOSED, Traffic.NONE);
        assertThat(board.toOnlyClient(NODE, "ben")).isEmpty();

        assertThat(annSocket.delivered).containsExactly(new Delivery(ANN.session(), "ann"));
        assertThat(benSocket.delivered).containsExactly(new Delivery(BEN.session(), "ben"));
    }

    @Test
    void aSecondSocketTakesOverAndTheFirstOnesEndMovesNothing() {
        FakeEndpoint second = new FakeEndpoint(21);
        FakeEndpoint secondNode = new FakeEndpoint(20);
        attach(NODE, nodeSocket);
        attach(ANN, annSocket);
        attach(ANN, second);
        attach(NODE, secondNode);
        board.detach(ANN, annSocket, DetachReason.REPLACED, Traffic.NONE);
        board.detach(NODE, nodeSocket, DetachReason.REPLACED, Traffic.NONE);

        assertThat(annSocket.closes).containsExactly(DetachReason.REPLACED);
        assertThat(nodeSocket.closes).containsExactly(DetachReason.REPLACED);
        assertThat(board.toClient(NODE, ANN.session(), "down")).isEmpty();
        assertThat(board.toOnlyClient(NODE, "down too")).isEmpty();
        assertThat(board.toNode(ANN, "up")).isEmpty();
        assertThat(second.delivered).hasSize(2);
        assertThat(secondNode.delivered).hasSize(1);
        assertThat(listener.told(Told.ClientDetached.class))
                .extracting(Told.ClientDetached::connection)
                .containsExactly(annSocket.connection());
    }

    @Test
    void endingASessionClosesItsClientAndTellsItsNode() {
        attach(NODE, nodeSocket);
        attach(ANN, annSocket);
        attach(BEN, benSocket);

        board.endSession(ANN.session(), EndReason.EXPIRED);

        assertThat(annSocket.closes).containsExactly(DetachReason.SESSION_EXPIRED);
        assertThat(nodeSocket.ended).containsExactly(ANN.session());
        assertThat(benSocket.closes).isEmpty();
        assertThat(board.toOnlyClient(NODE, "ben")).isEmpty();
    }

    @Test
    void theNodeIsToldAlsoWhereTheClientHasLeftAlready() {
        attach(NODE, nodeSocket);
        attach(ANN, annSocket);
        board.detach(ANN, annSocket, DetachReason.CONNECTION_LOST, Traffic.NONE);

        board.endSession(ANN.session(), EndReason.CLOSED);

        assertThat(nodeSocket.ended).containsExactly(ANN.session());
        assertThat(annSocket.closes).isEmpty();
    }

    @Test
    void anEndThatComesDuringTheAdmissionWins() {
        Switchboard.Ticket ticket = board.ticket();
        board.endSession(ANN.session(), EndReason.CLOSED);
        board.endNode(NODE.node());

        assertThat(board.attach(ANN, annSocket, ticket))
                .isEqualTo(new Admission.Refused(RefusalReason.INVALID_SESSION));
        assertThat(board.attach(NODE, nodeSocket, ticket))
                .isEqualTo(new Admission.Refused(RefusalReason.INVALID_SESSION));
        assertThat(board.attach(BEN, benSocket, ticket)).isEqualTo(BEN);
        assertThat(listener.told()).hasSize(1);
        assertThat(board.toNode(BEN, "x")).contains(DropReason.PEER_ABSENT);
    }

    @Test
    void aNodeThatWasRemovedMayComeBack() {
        attach(NODE, nodeSocket);
        board.endNode(NODE.node());
        assertThat(nodeSocket.closes).containsExactly(DetachReason.NODE_REMOVED);

        FakeEndpoint again = new FakeEndpoint(20);
        attach(NODE, again);
        board.detach(NODE, nodeSocket, DetachReason.NODE_REMOVED, Traffic.NONE);
        assertThat(board.toNode(ANN, "x")).isEmpty();
        assertThat(again.delivered).hasSize(1);
    }

    @Test
    void afterTooManyEndsAnAdmissionIsPutOffRatherThanGuessed() {
        Switchboard.Ticket ticket = board.ticket();
        for (int i = 0; i < 20_000; i++) {
            board.endSession(new SessionId(new UUID(9, i)), EndReason.EXPIRED);
        }

        assertThat(board.attach(ANN, annSocket, ticket))
                .isEqualTo(new Admission.Refused(RefusalReason.TRY_AGAIN_LATER));
    }

    @Test
    void aNodeCanTurnItsOwnClientAwayAndNobodyElses() {
        attach(ANN, annSocket);
        attach(CAT, benSocket);

        assertThat(board.disconnectClient(NODE, ANN.session())).isEmpty();
        assertThat(board.disconnectClient(NODE, CAT.session()))
                .contains(DropReason.FOREIGN_SESSION);
        assertThat(annSocket.closes).containsExactly(DetachReason.DISCONNECTED);
        assertThat(benSocket.closes).isEmpty();
    }

    @Test
    void aDrainIsToldToTheNodeAndItsClientsNowAndAsTheyCome() {
        attach(NODE, nodeSocket);
        attach(ANN, annSocket);
        attach(CAT, benSocket);

        board.drainNode(NODE.node(), UNTIL);
        FakeEndpoint late = new FakeEndpoint(13);
        attach(BEN, late);
        FakeEndpoint again = new FakeEndpoint(20);
        attach(NODE, again);

        assertThat(nodeSocket.drains).containsExactly(new Drain(NODE, UNTIL));
        assertThat(annSocket.drains).containsExactly(new Drain(ANN, UNTIL));
        assertThat(late.drains).containsExactly(new Drain(BEN, UNTIL));
        assertThat(again.drains).containsExactly(new Drain(NODE, UNTIL));
        assertThat(benSocket.drains).isEmpty();
    }

    @Test
    void aDrainIsForgottenAtItsEndAndAtItsNodes() {
        board.drainNode(NODE.node(), UNTIL);
        board.drainNode(OTHER_NODE.node(), UNTIL);
        board.resumeNode(NODE.node());
        board.endNode(OTHER_NODE.node());

        attach(ANN, annSocket);
        attach(CAT, benSocket);

        assertThat(annSocket.drains).isEmpty();
        assertThat(benSocket.drains).isEmpty();
    }

    @Test
    void ofTooManyDrainsTheOldestAreForgotten() {
        board.drainNode(NODE.node(), UNTIL);
        for (int i = 0; i < 20_000; i++) {
            board.drainNode(new NodeId(new UUID(9, i)), UNTIL);
        }
        board.drainNode(OTHER_NODE.node(), UNTIL);

        attach(ANN, annSocket);
        attach(CAT, benSocket);

        assertThat(annSocket.drains).isEmpty();
        assertThat(benSocket.drains).hasSize(1);
    }

    @Test
    void theListenerHearsOfAttachmentsBeforeTheirEnds() {
        Traffic total = new Traffic(1, 2, 3, 4);
        attach(NODE, nodeSocket);
        attach(ANN, annSocket);
        board.detach(ANN, annSocket, DetachReason.PEER_CLOSED, total);
        board.detach(NODE, nodeSocket, DetachReason.SILENT, Traffic.NONE);

        assertThat(listener.told())
                .containsExactly(
                        new Told.NodeAttached(NODE.node(), nodeSocket.connection()),
                        new Told.ClientAttached(ANN.session(), NODE.node(), annSocket.connection()),
                        new Told.ClientDetached(
                                ANN.session(),
                                NODE.node(),
                                annSocket.connection(),
                                DetachReason.PEER_CLOSED,
                                total,
                                Duration.ZERO),
                        new Told.NodeDetached(
                                NODE.node(),
                                nodeSocket.connection(),
                                DetachReason.SILENT,
                                Traffic.NONE));
    }

    @Test
    void aFailingListenerDoesNotStopPackets() {
        Switchboard<String> broken = new Switchboard<>(new FailingListener());
        Switchboard.Ticket ticket = broken.ticket();

        assertThat(broken.attach(NODE, nodeSocket, ticket)).isEqualTo(NODE);
        assertThat(broken.attach(ANN, annSocket, ticket)).isEqualTo(ANN);
        assertThat(broken.toNode(ANN, "x")).isEmpty();
        broken.detach(ANN, annSocket, DetachReason.PEER_CLOSED, Traffic.NONE);
        assertThat(broken.toOnlyClient(NODE, "x")).contains(DropReason.PEER_ABSENT);
    }

    private void attach(Admission.Granted end, FakeEndpoint socket) {
        assertThat(board.attach(end, socket, board.ticket())).isEqualTo(end);
    }

    private static ClientEnd client(long session, NodeEnd node) {
        return new ClientEnd(
                new SessionId(new UUID(2, session)), node.node(), new PrincipalId("anybody"));
    }

    private static final class FailingListener implements RelayListener {
        @Override
        public void clientAttached(SessionId session, NodeId node, ConnectionId connection) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void clientUsed(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                InetSocketAddress remote,
                Traffic since) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void clientDetached(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                DetachReason reason,
                Traffic total,
                Duration ago) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void quotaSpent(SessionId session, NodeId node) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void nodeAttached(NodeId node, ConnectionId connection) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void nodeDetached(
                NodeId node, ConnectionId connection, DetachReason reason, Traffic total) {
            throw new IllegalStateException("on purpose");
        }
    }
}
