package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.B1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import io.boson.relay.flow.FlowTableCodec.Decoded;
import io.boson.relay.flow.SwitchRig.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Flows that outlive the relay.
class FlowTableTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey N1 = SwitchRig.key(11);
    private static final Instant MADE = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Endpoint.WebSocket SOCKET = new Endpoint.WebSocket(5, 3);

    private final SwitchRig before = new SwitchRig();
    private final SwitchRig after = new SwitchRig();

    @BeforeEach
    void connect() {
        before.admit(1, C1, N1);
        before.connect(C1, A1, N1, B1, 1, 2);
        before.pass(Duration.ofSeconds(100));
    }

    @Test
    void flowsGoOnInTheNextRelayAndEndInTime() {
        after.admit(1, C1, N1);
        assertThat(restore(Duration.ofSeconds(50))).isEqualTo(2);

        assertThat(after.data(A1, 2)).containsExactly(new Sent(4, B1));
        assertThat(after.data(B1, 1)).containsExactly(new Sent(4, A1));
        assertThat(after.initiate(B1, C1, 7)).containsExactly(new Sent(1, A1));
        assertThat(after.events)
                .containsExactly(new SwitchEvent.Opened(SwitchRig.session(1), A1, B1));
        after.pass(Duration.ofSeconds(35));
        assertThat(after.data(A1, 2)).isEmpty();
    }

    @Test
    void flowsOfASessionThatIsAdmittedLaterWaitForIt() {
        assertThat(restore(Duration.ofSeconds(5))).isZero();
        assertThat(after.data(A1, 2)).isEmpty();
        after.pass(Duration.ofSeconds(2));
        after.admit(1, C1, N1);

        assertThat(after.data(A1, 2)).containsExactly(new Sent(4, B1));
    }

    @Test
    void flowsThatAreTooOldDoNotComeBack() {
        after.admit(1, C1, N1);

        assertThat(restore(Duration.ofSeconds(85))).isZero();
        assertThat(after.relay.counts().endpoints()).isZero();
    }

    @Test
    void aWebSocketsFlowWaitsForItsNextOne() {
        before.relay.open(SOCKET, new End.Client(SwitchRig.session(1)), before.now);
        before.data(SOCKET, 2);
        after.admit(1, C1, N1);
        assertThat(restore(Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(after.data(B1, 1)).isEmpty();
        assertThat(after.drops).containsExactly(DropCause.ENDPOINT_CLOSED);

        after.relay.open(
                new Endpoint.WebSocket(1, 0), new End.Client(SwitchRig.session(1)), after.now);
        assertThat(after.data(new Endpoint.WebSocket(1, 0), 2)).containsExactly(new Sent(4, B1));
    }

    @Test
    void restoringTwiceChangesNothing() {
        after.admit(1, C1, N1);
        restore(Duration.ofSeconds(1));

        assertThat(restore(Duration.ofSeconds(1))).isZero();
        assertThat(after.relay.counts().flows()).isEqualTo(2);
    }

    @Test
    void aTableThatIsMadeByAndByHasAllThatStaysOpen() {
        int sessions = 40;
        for (int session = 2; session <= sessions; session++) {
            WireGuardKey client = SwitchRig.key(100 + session);
            before.pass(Duration.ofSeconds(1));
            before.admit(session, client, N1);
            before.connect(
                    client, SwitchRig.udp(100 + session), N1, B1, session * 2, session * 2 + 1);
        }
        FlowTableDraft draft = before.relay.flowTableDraft(before.now);
        Random random = new Random(4);
        Set<SessionId> ended = new HashSet<>();
        while (!draft.copy(3)) {
            SessionId ending = SwitchRig.session(1 + random.nextInt(sessions));
            before.relay.withdraw(ending);
            ended.add(ending);
        }

        Set<FlowTable.Handshake> copied = new HashSet<>(draft.table().handshakes());
        assertThat(ended).hasSizeBetween(5, sessions - 5);
        copied.removeIf(handshake -> ended.contains(handshake.session()));
        assertThat(copied)
                .hasSize(sessions - ended.size())
                .contains(before.relay.flowTable(before.now).handshakes().getFirst());
    }

    @Test
    void anOldFormReads() {
        // Version 1, written by hand: a client on WebSocket 5/3, a node on UDP.
        String hex =
                "42464c4f"
                        + "00000001"
                        + "0000018bcfe5687b"
                        + "00000001"
                        + "0000000000000009"
                        + "0000000000000001"
                        + "02"
                        + "0000000000000005"
                        + "0000000000000003"
                        + "0000"
                        + "01"
                        + "0000000000000000"
                        + "0000ffffc000020b"
                        + "03f3"
                        + "00000002"
                        + "00000001"
                        + "000186a0";
        before.relay.open(SOCKET, new End.Client(SwitchRig.session(1)), before.now);
        before.data(SOCKET, 2);
        byte[] bytes = FlowTableCodec.encode(before.relay.flowTable(before.now), MADE);

        assertThat(HexFormat.of().formatHex(bytes, 0, bytes.length - 4)).isEqualTo(hex);
        assertThat(FlowTableCodec.decode(bytes))
                .isEqualTo(new Decoded.Table(before.relay.flowTable(before.now), MADE));
    }

    @Test
    void whatIsNoTableIsRefusedWithAReason() {
        byte[] good = FlowTableCodec.encode(before.relay.flowTable(before.now), MADE);

        assertThat(FlowTableCodec.decode(new byte[3]))
                .isEqualTo(new Decoded.Refused("too short: 3 bytes"));
        assertThat(FlowTableCodec.decode(new byte[100]))
                .isEqualTo(new Decoded.Refused("not a flow table"));
        byte[] newer = good.clone();
        newer[7] = 2;
        assertThat(FlowTableCodec.decode(newer))
                .isEqualTo(new Decoded.Refused("of version 2, known is 1"));
        assertThat(FlowTableCodec.decode(Arrays.copyOf(good, good.length - 1)))
                .isEqualTo(new Decoded.Refused("1 handshakes in 89 bytes"));
        byte[] huge = good.clone();
        huge[16] = 0x7f;
        assertThat(FlowTableCodec.decode(huge)).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void everySingleDamageIsNoticed() {
        byte[] good = FlowTableCodec.encode(before.relay.flowTable(before.now), MADE);
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

            assertThat(FlowTableCodec.decode(damaged))
                    .as("bit %d", bit)
                    .isInstanceOf(Decoded.Refused.class);
        }
    }

    private int restore(Duration away) {
        FlowTable table = before.relay.flowTable(before.now);
        return switch (FlowTableCodec.decode(FlowTableCodec.encode(table, MADE))) {
            case Decoded.Table(var read, var madeAt) -> {
                assertThat(madeAt).isEqualTo(MADE);
                yield after.relay.restore(read, away, after.now);
            }
            case Decoded.Refused(var reason) -> throw new AssertionError(reason);
        };
    }
}
