package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.A2;
import static io.boson.relay.flow.SwitchRig.B1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.Traffic;
import io.boson.relay.flow.SwitchRig.Sent;
import io.boson.relay.wireguard.Forged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLifeTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey C2 = SwitchRig.key(2);
    private static final WireGuardKey N1 = SwitchRig.key(11);

    private final SwitchRig rig = new SwitchRig();

    @Test
    void withdrawalClosesTheFlowsOfThatSessionAlone() {
        rig.admit(1, C1, N1);
        rig.admit(2, C2, N1);
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.connect(C2, A2, N1, B1, 3, 4);

        assertThat(rig.relay.withdraw(SwitchRig.session(1)).orElseThrow().client())
                .isEqualTo(new Traffic(1, 128, 0, 0));
        assertThat(rig.data(A1, 2)).isEmpty();
        assertThat(rig.data(B1, 1)).isEmpty();
        assertThat(rig.data(A2, 4)).containsExactly(new Sent(4, B1));
        assertThat(rig.initiate(A1, N1, 5)).contains(new Sent(1, B1));
        rig.respond(B1, C1, 6, 5);
        assertThat(rig.drops).containsExactly(DropCause.RESPONSE_MAC1);
        assertThat(rig.relay.withdraw(SwitchRig.session(1))).isEmpty();
    }

    @Test
    void aHandshakeUnderWayAtTheWithdrawalOpensNothing() {
        rig.admit(1, C1, N1);
        rig.admit(2, C2, N1);
        rig.initiate(B1, C1, 7);
        rig.initiate(A1, N1, 1);
        rig.respond(B1, C1, 2, 1);
        rig.relay.withdraw(SwitchRig.session(1));

        assertThat(rig.data(A1, 2)).isEmpty();
        assertThat(rig.events).isEmpty();
    }

    @Test
    void whatIsAdmittedTwice() {
        assertThat(rig.admit(1, C1, N1)).isEqualTo(PairOutcome.ADMITTED);
        rig.connect(C1, A1, N1, B1, 1, 2);
        assertThat(rig.admit(1, C1, N1)).isEqualTo(PairOutcome.UPDATED);
        assertThat(rig.data(A1, 2)).hasSize(1);
        assertThat(rig.admit(2, C1, N1)).isEqualTo(PairOutcome.PAIR_TAKEN);
        assertThat(rig.admit(2, N1, C2)).isEqualTo(PairOutcome.WRONG_SIDE);
        assertThat(rig.admit(1, C2, N1)).isEqualTo(PairOutcome.ADMITTED);
        assertThat(rig.data(A1, 2)).isEmpty();
        for (int i = 0; i < 16; i++) {
            assertThat(rig.admit(100 + i, C1, SwitchRig.key(100 + i)))
                    .isEqualTo(PairOutcome.ADMITTED);
        }
        assertThat(rig.admit(200, C1, SwitchRig.key(200))).isEqualTo(PairOutcome.NODES_FULL);
        assertThat(rig.relay.counts().pairs()).isEqualTo(17);
    }

    @Test
    void trafficIsCountedByDirection() {
        rig.admit(1, C1, N1);
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.pass(Duration.ofSeconds(3));
        rig.receive(A1, Forged.transport(2, 1452));
        rig.receive(B1, Forged.transport(1, 32));
        rig.data(B1, 99);

        SessionTraffic expected =
                new SessionTraffic(
                        SwitchRig.session(1), new Traffic(2, 1580, 1, 32), true, rig.now);
        assertThat(rig.relay.traffic(SwitchRig.session(1))).contains(expected);
        List<SessionTraffic> open = new ArrayList<>();
        rig.relay.traffic(open::add);
        assertThat(open).containsExactly(expected);
        assertThat(rig.relay.counts().transports()).isEqualTo(3);
    }

    @Test
    void aSessionIsIdle190SecondsAfterItsLastPacketAndOpensAgain() {
        rig.admit(1, C1, N1);
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.pass(Duration.ofSeconds(100));
        rig.data(A1, 2);
        rig.events.clear();
        rig.pass(Duration.ofSeconds(189));
        assertThat(rig.events).isEmpty();
        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.events).hasSize(1).first().isInstanceOf(SwitchEvent.Idle.class);
        assertThat(rig.relay.counts().endpoints()).isZero();
        rig.connect(C1, A1, N1, B1, 5, 6);
        assertThat(rig.events)
                .element(1)
                .isEqualTo(new SwitchEvent.Opened(SwitchRig.session(1), A1, B1));
    }

    @Test
    void aClientThatComesBackWithANewKeyOverTheSamePort() {
        rig.admit(1, C1, N1);
        rig.connect(C1, A1, N1, B1, 1, 2);
        rig.admit(2, C2, N1);

        assertThat(rig.initiate(A1, N1, 3)).contains(new Sent(1, B1));
        assertThat(rig.respond(B1, C2, 4, 3)).containsExactly(new Sent(2, A1));
        assertThat(rig.data(A1, 4)).containsExactly(new Sent(4, B1));
        assertThat(rig.data(B1, 3)).containsExactly(new Sent(4, A1));
    }
}
