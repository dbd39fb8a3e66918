package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.A2;
import static io.boson.relay.flow.SwitchRig.B1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.flow.SwitchRig.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebSocketTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey C2 = SwitchRig.key(2);
    private static final WireGuardKey N1 = SwitchRig.key(11);
    private static final Endpoint.WebSocket CLIENT = new Endpoint.WebSocket(1, 0);
    private static final Endpoint.WebSocket NODE = new Endpoint.WebSocket(2, 0);
    private static final End.Client CLIENT_END = new End.Client(SwitchRig.session(1));

    private final SwitchRig rig = new SwitchRig();

    @Test
    void aClientOnAWebSocketReachesANodeOnUdp() {
        rig.admit(1, C1, N1);
        rig.relay.open(CLIENT, CLIENT_END, rig.now);

        // Proven by its token: no candidate has to be heard first.
        assertThat(rig.initiate(B1, C1, 1)).containsExactly(new Sent(1, CLIENT));
        assertThat(rig.respond(CLIENT, N1, 2, 1)).containsExactly(new Sent(2, B1));
        assertThat(rig.data(B1, 2)).containsExactly(new Sent(4, CLIENT));
        assertThat(rig.data(CLIENT, 1)).containsExactly(new Sent(4, B1));
        assertThat(rig.events)
                .containsExactly(new SwitchEvent.Opened(SwitchRig.session(1), CLIENT, B1));
    }

    @Test
    void aClientOnUdpReachesANodeOnAWebSocketOpenedBeforeItsSession() {
        rig.relay.open(NODE, new End.Node(N1), rig.now);
        assertThat(rig.initiate(NODE, C1, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.UNKNOWN_SOCKET);
        rig.admit(1, C1, N1);

        assertThat(rig.initiate(A1, N1, 1)).containsExactly(new Sent(1, NODE));
        assertThat(rig.respond(NODE, C1, 2, 1)).containsExactly(new Sent(2, A1));
        assertThat(rig.data(A1, 2)).containsExactly(new Sent(4, NODE));
    }

    @Test
    void aNodesChannelForASessionComesFirst() {
        Endpoint.WebSocket first = new Endpoint.WebSocket(2, 1);
        Endpoint.WebSocket second = new Endpoint.WebSocket(2, 2);
        rig.admit(1, C1, N1);
        rig.admit(2, C2, N1);
        rig.relay.open(first, new End.NodeChannel(SwitchRig.session(1)), rig.now);
        rig.relay.open(second, new End.NodeChannel(SwitchRig.session(2)), rig.now);
        rig.relay.open(CLIENT, CLIENT_END, rig.now);

        assertThat(rig.initiate(CLIENT, N1, 1)).containsExactly(new Sent(1, first));
        // Who comes over UDP may be any client: mac1 of the response tells.
        assertThat(rig.initiate(A2, N1, 5)).contains(new Sent(1, second));
        assertThat(rig.respond(second, C2, 6, 5)).containsExactly(new Sent(2, A2));
        assertThat(rig.data(A2, 6)).containsExactly(new Sent(4, second));
    }

    @Test
    void aClientsWebSocketCarriesItsSessionAlone() {
        WireGuardKey n2 = SwitchRig.key(12);
        rig.admit(1, C1, N1);
        rig.admit(2, C1, n2);
        rig.relay.open(CLIENT, CLIENT_END, rig.now);

        assertThat(rig.initiate(CLIENT, n2, 1)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.MAC1_UNKNOWN);
        assertThat(rig.initiate(SwitchRig.B2, C1, 2)).containsExactly(new Sent(1, CLIENT));
        assertThat(rig.respond(CLIENT, n2, 3, 2)).containsExactly(new Sent(2, SwitchRig.B2));
    }

    @Test
    void ofTwoEndpointsOfOneEndTheLastToSendWins() {
        rig.admit(1, C1, N1);
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.relay.open(CLIENT, CLIENT_END, rig.now);
        assertThat(rig.initiate(B1, C1, 20)).startsWith(new Sent(1, A1));
        rig.pass(Duration.ofSeconds(1));

        rig.initiate(CLIENT, N1, 21);
        assertThat(rig.initiate(B1, C1, 22)).containsExactly(new Sent(1, CLIENT));
        rig.pass(Duration.ofSeconds(1));
        rig.data(A1, 2);
        assertThat(rig.initiate(B1, C1, 23)).containsExactly(new Sent(1, A1), new Sent(1, CLIENT));
        // The other one too, once a WebSocket has been silent for long.
        rig.initiate(CLIENT, N1, 24);
        rig.pass(Duration.ofSeconds(31));
        assertThat(rig.initiate(B1, C1, 25)).containsExactly(new Sent(1, CLIENT), new Sent(1, A1));
    }

    @Test
    void aWithdrawnSessionsSocketWaits() {
        rig.admit(1, C1, N1);
        rig.relay.open(CLIENT, CLIENT_END, rig.now);
        rig.relay.withdraw(SwitchRig.session(1));
        rig.initiate(CLIENT, N1, 1);
        assertThat(rig.drops).containsExactly(DropCause.UNKNOWN_SOCKET);
        rig.admit(1, C1, N1);
        rig.initiate(CLIENT, N1, 1);
        assertThat(rig.drops).containsExactly(DropCause.ADDRESSEE_UNREACHABLE);
        rig.relay.close(CLIENT);
        rig.relay.close(CLIENT);
        assertThat(rig.relay.counts().endpoints()).isZero();
    }
}
