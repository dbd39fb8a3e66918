package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.B1;
import static io.boson.relay.flow.SwitchRig.B2;
import static io.boson.relay.flow.SwitchRig.X;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.flow.SwitchRig.Sent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoamingTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey N1 = SwitchRig.key(11);
    private static final WireGuardKey N2 = SwitchRig.key(12);
    private static final Endpoint.Udp REBOUND = SwitchRig.otherPort(A1, 4444);
    private static final Endpoint.WebSocket SOCKET = new Endpoint.WebSocket(1, 0);

    private final SwitchRig rig = new SwitchRig();

    @BeforeEach
    void connect() {
        rig.admit(1, C1, N1);
        rig.admit(2, C1, N2);
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.connect(C1, A1, N2, B2, 3, 4);
        rig.events.clear();
    }

    @Test
    void anotherPortOnTheSameIpIsFollowedWithAllItsFlows() {
        assertThat(rig.data(REBOUND, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, REBOUND));
        assertThat(rig.data(B2, 3)).containsExactly(new Sent(4, REBOUND));
        assertThat(rig.data(REBOUND, 4)).containsExactly(new Sent(4, B2));
        assertThat(rig.events)
                .containsExactly(
                        new SwitchEvent.Moved(SwitchRig.session(1), Side.CLIENT, A1, REBOUND));
    }

    @Test
    void anotherIpWaitsForTheNextHandshake() {
        assertThat(rig.data(X, 2)).isEmpty();
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));

        assertThat(rig.initiate(X, N1, 5)).contains(new Sent(1, B1));
        rig.respond(B1, C1, 6, 5);
        assertThat(rig.data(X, 6)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 5)).containsExactly(new Sent(4, X));
        assertThat(rig.events)
                .containsExactly(new SwitchEvent.Moved(SwitchRig.session(1), Side.CLIENT, A1, X));
    }

    @Test
    void aHandshakeUnderWayMovesAlong() {
        // The retry leaves from the new port before any transport packet does.
        rig.initiate(REBOUND, N1, 7);
        assertThat(rig.data(REBOUND, 2)).containsExactly(new Sent(4, B1));

        assertThat(rig.respond(B1, C1, 8, 7)).containsExactly(new Sent(2, REBOUND));
        assertThat(rig.data(REBOUND, 8)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 7)).containsExactly(new Sent(4, REBOUND));
    }

    @Test
    void anIndexThatTwoEndsOnOneIpHaveIsNotFollowed() {
        Endpoint.Udp neighbour = SwitchRig.otherPort(A1, 2222);
        WireGuardKey c2 = SwitchRig.key(2);
        rig.admit(3, c2, N2);
        rig.connect(c2, neighbour, N2, B2, 9, 2);

        assertThat(rig.data(REBOUND, 2)).isEmpty();
        assertThat(rig.data(A1, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(neighbour, 2)).containsExactly(new Sent(4, B2));
    }

    @Test
    void anIndexIsNotFollowedToWhatIsProvenToBeAnothers() {
        Endpoint.Udp neighbour = SwitchRig.otherPort(A1, 2222);
        WireGuardKey c2 = SwitchRig.key(2);
        rig.admit(3, c2, N2);
        rig.connect(c2, neighbour, N2, B2, 9, 10);

        assertThat(rig.data(neighbour, 2)).isEmpty();
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));
    }

    @Test
    void aClientGoesOnOverItsWebSocketAndBack() {
        rig.relay.open(SOCKET, new End.Client(SwitchRig.session(1)), rig.now);
        assertThat(rig.data(SOCKET, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, SOCKET));
        assertThat(rig.data(A1, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, A1));

        // The other session is not this socket's.
        assertThat(rig.data(SOCKET, 4)).isEmpty();
    }

    @Test
    void aFlowWaitsForAClosedWebSocketToComeBack() {
        rig.relay.open(SOCKET, new End.Client(SwitchRig.session(1)), rig.now);
        rig.data(SOCKET, 2);
        rig.relay.close(SOCKET);
        assertThat(rig.data(B1, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.ENDPOINT_CLOSED);
        assertThat(rig.data(SOCKET, 2)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.UNKNOWN_SOCKET);

        Endpoint.WebSocket next = new Endpoint.WebSocket(2, 0);
        rig.relay.open(next, new End.Client(SwitchRig.session(1)), rig.now);
        assertThat(rig.data(next, 2)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 1)).containsExactly(new Sent(4, next));
    }
}
