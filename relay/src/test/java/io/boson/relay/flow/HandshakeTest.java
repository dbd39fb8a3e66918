package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.A2;
import static io.boson.relay.flow.SwitchRig.B1;
import static io.boson.relay.flow.SwitchRig.B2;
import static io.boson.relay.flow.SwitchRig.X;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.flow.SwitchRig.Sent;
import io.boson.relay.wireguard.Forged;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey C2 = SwitchRig.key(2);
    private static final WireGuardKey N1 = SwitchRig.key(11);
    private static final WireGuardKey N2 = SwitchRig.key(12);

    private final SwitchRig rig = new SwitchRig();

    @BeforeEach
    void admit() {
        assertThat(rig.admit(1, C1, N1)).isEqualTo(PairOutcome.ADMITTED);
        assertThat(rig.admit(2, C2, N1)).isEqualTo(PairOutcome.ADMITTED);
        assertThat(rig.admit(3, C1, N2)).isEqualTo(PairOutcome.ADMITTED);
    }

    @Test
    void aHandshakeOpensBothDirections() {
        assertThat(rig.initiate(B1, C1, 50)).isEmpty();
        assertThat(rig.initiate(A1, N1, 1)).containsExactly(new Sent(1, B1));
        assertThat(rig.respond(B1, C1, 2, 1)).containsExactly(new Sent(2, A1));
        assertThat(rig.events).isEmpty();
        assertThat(rig.data(A1, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));
        assertThat(rig.data(B1, 9)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.NO_FLOW);
        assertThat(rig.events)
                .containsExactly(new SwitchEvent.Opened(SwitchRig.session(1), A1, B1));
    }

    @Test
    void theNodeMayBeTheInitiator() {
        assertThat(rig.initiate(A1, N1, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.ADDRESSEE_UNREACHABLE);
        assertThat(rig.initiate(B1, C1, 2)).containsExactly(new Sent(1, A1));
        assertThat(rig.respond(A1, N1, 3, 2)).containsExactly(new Sent(2, B1));
        assertThat(rig.data(B1, 3)).containsExactly(new Sent(4, A1));
        assertThat(rig.events)
                .containsExactly(new SwitchEvent.Opened(SwitchRig.session(1), A1, B1));
    }

    @Test
    void theResponderWaitsForTheInitiatorsFirstPacket() {
        rig.initiate(B1, C1, 7);
        rig.initiate(A1, N1, 1);
        rig.respond(B1, C1, 2, 1);

        assertThat(rig.data(B1, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.UNCONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 128, 1452, 1453, 1500})
    void transportPacketsHaveAnyLength(int length) {
        rig.connect(C1, A1, N1, B1, 1, 2);

        assertThat(rig.receive(A1, Forged.transport(2, length))).containsExactly(new Sent(4, B1));
    }

    @Test
    void ofTwoClientsWithOneIndexTheSecondTriesAgain() {
        rig.connect(C1, A1, N1, B1, 1, 2);

        assertThat(rig.initiate(A2, N1, 1)).isEmpty();
        assertThat(rig.drops).contains(DropCause.INDEX_COLLISION);
        rig.connect(C2, A2, N1, B1, 3, 4);
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));
        assertThat(rig.data(B1, 3)).containsExactly(new Sent(4, A2));
    }

    @Test
    void ofTwoNodesWithOneIndexTheSecondTriesAgain() {
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.initiate(B2, C1, 50);
        rig.initiate(A1, N2, 3);

        assertThat(rig.respond(B2, C1, 2, 3)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.INDEX_COLLISION);
        assertThat(rig.data(A1, 2)).containsExactly(new Sent(4, B1));
    }

    @Test
    void oneIndexInBothDirectionsOrAtTwoNodesIsNoCollision() {
        rig.connect(C1, A1, N1, B1, 5, 5);
        assertThat(rig.data(A1, 5)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 5)).containsExactly(new Sent(4, A1));

        rig.connect(C1, A1, N2, B2, 5, 6);
        assertThat(rig.data(B2, 5)).containsExactly(new Sent(4, A1));
    }

    @Test
    void aRekeyOverlaps() {
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.pass(Duration.ofMinutes(2));
        rig.initiate(A1, N1, 3);
        rig.respond(B1, C1, 4, 3);

        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));
        assertThat(rig.data(A1, 4)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(A1, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 3)).containsExactly(new Sent(4, A1));
        assertThat(rig.events).hasSize(1);
    }

    @Test
    void aFlowEnds185SecondsAfterItsResponse() {
        rig.connect(C1, A1, N1, B1, 1, 2);
        for (int i = 0; i < 18; i++) {
            rig.pass(Duration.ofSeconds(10));
            assertThat(rig.data(A1, 2)).hasSize(1);
        }
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.data(A1, 2)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.NO_FLOW);
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.relay.counts().flows()).isZero();
    }

    @Test
    void anUnansweredInitiationIsForgottenAfter15Seconds() {
        rig.initiate(B1, C1, 7);
        rig.initiate(A1, N1, 1);
        rig.pass(Duration.ofMillis(15_001));

        assertThat(rig.respond(B1, C1, 2, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.RESPONSE_UNEXPECTED);
    }

    @Test
    void copiesOnTheWayChangeNothing() {
        byte[] initiation = Forged.initiation(N1.bytes(), 1, rig.random);
        byte[] response = Forged.response(C1.bytes(), 2, 1, rig.random);
        rig.initiate(B1, C1, 50);
        for (int i = 0; i < 2; i++) {
            assertThat(rig.receive(A1, initiation)).containsExactly(new Sent(1, B1));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(rig.receive(B1, response)).containsExactly(new Sent(2, A1));
        }
        assertThat(rig.data(A1, 2)).hasSize(1);
        assertThat(rig.receive(A1, initiation)).hasSize(1);
        assertThat(rig.receive(B1, response)).hasSize(1);
        assertThat(rig.data(A1, 2)).hasSize(1);
        assertThat(rig.data(B1, 1)).hasSize(1);
    }

    @Test
    void cookieRepliesGoBackByExactIndex() {
        rig.initiate(B1, C1, 7);
        rig.initiate(A1, N1, 1);
        byte[] cookie = Forged.cookieReply(1, rig.random);

        assertThat(rig.receive(X, cookie)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.COOKIE_UNEXPECTED);
        assertThat(rig.receive(B1, cookie)).containsExactly(new Sent(3, A1));
    }

    @Test
    void whatIsForgedGoesNowhere() {
        rig.connect(C1, A1, N1, B1, 1, 2);

        assertThat(rig.initiate(X, SwitchRig.key(77), 9)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.MAC1_UNKNOWN);
        assertThat(rig.respond(X, C1, 8, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.RESPONSE_UNEXPECTED);
        assertThat(rig.data(X, 2)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.NO_FLOW);
        rig.initiate(A1, N1, 30);
        assertThat(rig.respond(B1, SwitchRig.key(77), 8, 30)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.RESPONSE_MAC1);
        for (byte[] garbage : List.of(new byte[0], new byte[31], new byte[148])) {
            assertThat(rig.receive(X, garbage)).isEmpty();
            assertThat(rig.drops).containsExactly(DropCause.MALFORMED);
        }
    }

    @Test
    void aStrangerThatAnswersMovesNobody() {
        rig.connect(C1, A1, N1, B1, 1, 2);
        // Poses as the client, to be tried when the node initiates.
        rig.initiate(X, N1, 70);
        assertThat(rig.initiate(B1, C1, 71)).containsExactly(new Sent(1, A1), new Sent(1, X));
        assertThat(rig.respond(X, N1, 72, 71)).containsExactly(new Sent(2, B1));

        // The node cannot read that response, and so never sends with its index.
        assertThat(rig.data(X, 71)).isEmpty();
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));
        assertThat(rig.respond(A1, N1, 73, 71)).containsExactly(new Sent(2, B1));
        assertThat(rig.data(B1, 73)).containsExactly(new Sent(4, A1));
    }

    @Test
    void aClientThatAlsoPlaysItsNodeShutsNobodyOut() {
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.connect(C2, A2, N1, B1, 3, 4);
        // The second client's owner answers in the node's name.
        rig.initiate(X, C2, 80);
        assertThat(rig.initiate(A2, N1, 81)).contains(new Sent(1, X));
        rig.respond(X, C2, 82, 81);
        assertThat(rig.data(A2, 82)).containsExactly(new Sent(4, X));

        assertThat(rig.initiate(A1, N1, 83)).contains(new Sent(1, B1));
        rig.admit(4, SwitchRig.key(5), N1);
        assertThat(rig.initiate(SwitchRig.udp(5), N1, 84)).contains(new Sent(1, B1));
    }
}
