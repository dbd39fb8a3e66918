package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.A2;
import static io.boson.relay.flow.SwitchRig.B1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.node.WireGuardKey;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.PrincipalId;
import io.boson.relay.SessionQuota;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SenderBudget;
import io.boson.relay.forward.SenderBudgets;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.wireguard.Forged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How fast the ends of a pair may send over UDP, and how much it may carry in all.
class PairLimitsTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey C2 = SwitchRig.key(2);
    private static final WireGuardKey N1 = SwitchRig.key(11);
    private static final NodeId NODE = new NodeId(new UUID(1, 1));
    private static final Endpoint.WebSocket SOCKET = new Endpoint.WebSocket(1, 1);
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final int KIB = 1 << 10;
    private static final SendingRates RATES =
            new SendingRates(
                    new RateLimit(64 * KIB, 128 * KIB),
                    new RateLimit(96 * KIB, 192 * KIB),
                    new RateLimit(512 * KIB, 512 * KIB));

    private final SwitchRig rig = new SwitchRig();
    private final SenderBudgets budgets = new SenderBudgets(RATES, 16);

    @Test
    void aSessionIsHeldToItsRateAndItsNodeToItsOwn() {
        connect(1, C1, A1, "ann");

        // 1360 bytes with what a packet costs beside its own.
        assertThat(burst(A1, 2, 200)).isBetween(90, 99);
        assertThat(rig.drops).containsOnly(DropCause.RATE_LIMITED);
        assertThat(burst(B1, 1, 200)).isEqualTo(200);
        rig.pass(Duration.ofSeconds(1));
        assertThat(burst(A1, 2, 200)).isBetween(44, 51);
    }

    @Test
    void sessionsOfOnePrincipalShareARateAndOthersHaveTheirOwn() {
        connect(1, C1, A1, "ann");
        connect(2, C2, A2, "ann");
        connect(3, SwitchRig.key(3), SwitchRig.udp(3), "ben");

        int first = burst(A1, 2, 200);
        int second = burst(A2, 4, 200);
        assertThat(first + second).isBetween(130, 149);
        assertThat(burst(SwitchRig.udp(3), 6, 200)).isEqualTo(first);
    }

    @Test
    void whatComesOverAWebSocketWasCountedThere() {
        rig.relay.admit(SwitchRig.pair(1, C1, N1), limits(1, "ann"), rig.now);
        rig.relay.open(SOCKET, new End.Client(SwitchRig.session(1)), rig.now);
        rig.connect(C1, SOCKET, N1, B1, 1, 2);

        assertThat(burst(SOCKET, 2, 200)).isEqualTo(200);
    }

    @Test
    void whoIsOnBothWaysHasOneRate() {
        connect(1, C1, A1, "ann");
        SenderBudget webSocket = budgets.enter(end(1, "ann"), rig.now);
        while (webSocket.take(1, KIB, rig.now)) {
            // What it sends there is gone here.
        }

        assertThat(burst(A1, 2, 10)).isZero();
    }

    /// The client's share is counted where it is: on UDP here, on its WebSocket there.
    @Test
    void theQuotaIsOfBothDirectionsTogether() {
        List<String> told = new ArrayList<>();
        SessionQuota quota = new SessionQuota(384, () -> told.add("spent"));
        rig.relay.admit(SwitchRig.pair(1, C1, N1), limits(quota), rig.now);
        rig.connect(C1, A1, N1, B1, 1, 2);
        assertThat(rig.data(B1, 1)).hasSize(1);
        assertThat(told).isEmpty();
        assertThat(rig.data(A1, 2)).hasSize(1);

        assertThat(rig.data(A1, 2)).isEmpty();
        assertThat(rig.drops).containsExactly(DropCause.QUOTA);
        assertThat(rig.receive(B1, Forged.transport(1, 32))).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(rig.relay.counts().drops()).containsEntry(DropCause.QUOTA, 2L);
    }

    @Test
    void aClientOnAWebSocketIsCountedThereAndDroppedHereToo() {
        SessionQuota quota = new SessionQuota(1000, () -> {});
        rig.relay.admit(SwitchRig.pair(1, C1, N1), limits(quota), rig.now);
        rig.relay.open(SOCKET, new End.Client(SwitchRig.session(1)), rig.now);
        rig.connect(C1, SOCKET, N1, B1, 1, 2);
        assertThat(burst(SOCKET, 2, 20)).isEqualTo(20);
        assertThat(burst(B1, 1, 20)).isEqualTo(20);

        quota.count(1000);

        assertThat(burst(B1, 1, 20)).isZero();
        assertThat(rig.drops).containsExactly(DropCause.QUOTA);
    }

    @Test
    void theNextAdmissionBringsItsOwnLimits() {
        rig.relay.admit(SwitchRig.pair(1, C1, N1), limits(new SessionQuota(1, () -> {})), rig.now);
        rig.connect(C1, A1, N1, B1, 1, 2);
        assertThat(burst(A1, 2, 5)).isZero();

        assertThat(rig.admit(1, C1, N1)).isEqualTo(PairOutcome.UPDATED);

        assertThat(burst(A1, 2, 5)).isEqualTo(5);
    }

    /// Virtual time; everything from one seed. Who sends what when is the same with the flood and
    /// without.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoFloodsTakesNothingFromOthers(long seed) {
        List<Integer> quiet = othersDeliveries(seed, false);
        List<Integer> flooded = othersDeliveries(seed, true);

        assertThat(flooded).as("seed %d", seed).isEqualTo(quiet);
        assertThat(quiet).hasSizeGreaterThan(1000);
    }

    private static List<Integer> othersDeliveries(long seed, boolean isFlooded) {
        PairLimitsTest run = new PairLimitsTest();
        run.connect(1, C1, A1, "ann");
        run.connect(2, C2, A2, "ben");
        run.connect(3, SwitchRig.key(3), SwitchRig.udp(3), "cat");
        Random random = new Random(seed);
        List<Integer> delivered = new ArrayList<>();
        int flood = 0;
        for (int step = 0; step < 5_000; step++) {
            run.rig.now += MILLI;
            if (isFlooded) {
                flood += run.burst(A1, 2, 10);
            }
            int who = 2 + random.nextInt(2);
            Endpoint from = random.nextBoolean() ? SwitchRig.udp(who) : B1;
            int index = from.equals(B1) ? 2 * who - 1 : 2 * who;
            if (!run.rig
                    .receive(from, Forged.transport(index, 32 + random.nextInt(64)))
                    .isEmpty()) {
                delivered.add(step);
            }
        }
        // Five seconds of its own rate, and what it had saved up.
        assertThat(flood).isBetween(isFlooded ? 300 : 0, isFlooded ? 350 : 0);
        return delivered;
    }

    private void connect(int session, WireGuardKey client, Endpoint at, String principal) {
        rig.relay.admit(SwitchRig.pair(session, client, N1), limits(session, principal), rig.now);
        rig.connect(client, at, N1, B1, 2 * session - 1, 2 * session);
    }

    private PairLimits limits(int session, String principal) {
        return new PairLimits(
                allowance(end(session, principal)),
                allowance(new NodeEnd(NODE)),
                SessionQuota.UNLIMITED);
    }

    private static PairLimits limits(SessionQuota quota) {
        return new PairLimits(Allowance.UNLIMITED, Allowance.UNLIMITED, quota);
    }

    private Allowance allowance(Granted end) {
        SenderBudget budget = budgets.enter(end, rig.now);
        return (bytes, now) -> budget.take(1, bytes, now);
    }

    private static ClientEnd end(int session, String principal) {
        return new ClientEnd(SwitchRig.session(session), NODE, new PrincipalId(principal));
    }

    /// How many of so many packets of 1280 bytes came through.
    private int burst(Endpoint from, int index, int packets) {
        int passed = 0;
        for (int i = 0; i < packets; i++) {
            passed += rig.receive(from, Forged.transport(index, 1280)).size();
        }
        return passed;
    }
}
