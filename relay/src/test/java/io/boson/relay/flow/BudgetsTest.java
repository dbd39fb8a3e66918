package io.boson.relay.flow;

import static io.boson.relay.flow.SwitchRig.A1;
import static io.boson.relay.flow.SwitchRig.B1;
import static io.boson.relay.flow.SwitchRig.X;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.flow.SwitchRig.Sent;
import io.boson.relay.wireguard.Forged;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.api.Test;

/// What floods cost, and whom.
class BudgetsTest {

    private static final WireGuardKey C1 = SwitchRig.key(1);
    private static final WireGuardKey N1 = SwitchRig.key(11);

    private final SwitchRig rig = new SwitchRig();

    @Test
    void oneAddressHas20InitiationsASecond() {
        rig.admit(1, C1, N1);
        int passed = 0;
        for (int i = 0; i < 2_000; i++) {
            rig.initiate(X, N1, i);
            passed += rig.drops.contains(DropCause.SOURCE_BUDGET) ? 0 : 1;
        }
        assertThat(passed).isEqualTo(40);
        rig.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 2_000; i++) {
            rig.initiate(X, N1, i);
            passed += rig.drops.contains(DropCause.SOURCE_BUDGET) ? 0 : 1;
        }
        assertThat(passed).isEqualTo(60);
        // It is no business of another's, once the addressee has a budget again.
        rig.pass(Duration.ofSeconds(2));
        rig.initiate(B1, C1, 1);
        assertThat(rig.initiate(A1, N1, 2)).contains(new Sent(1, B1));
    }

    @Test
    void aSubscriberOfIpv6HasOneBudget() {
        rig.admit(1, C1, N1);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            rig.initiate(new Endpoint.Udp(0x2001_0db8_0000_0001L, i, 1), N1, i);
            refused += rig.drops.contains(DropCause.SOURCE_BUDGET) ? 1 : 0;
        }
        assertThat(refused).isEqualTo(60);
        assertThat(rig.relay.counts().sources()).isEqualTo(1);
    }

    @Test
    void underAFloodFromEverywhereANewClientConnectsWithItsCookie()
            throws InvalidCipherTextException {
        rig.admit(1, C1, N1);
        rig.initiate(B1, C1, 1);
        for (int i = 0; i < 1_000; i++) {
            rig.initiate(SwitchRig.udp(1_000 + i), N1, 100_000 + i);
        }
        rig.answers.clear();
        byte[] initiation = Forged.initiation(N1.bytes(), 2, rig.random);
        assertThat(rig.receive(A1, initiation)).containsExactly(new Sent(3, A1));
        assertThat(rig.drops).containsExactly(DropCause.ADDRESSEE_BUDGET);

        byte[] cookie = Forged.cookie(rig.answers.getFirst(), N1.bytes(), initiation);
        byte[] retry = Forged.withMac2(Forged.initiation(N1.bytes(), 3, rig.random), cookie);
        assertThat(rig.receive(X, retry)).doesNotContain(new Sent(1, B1));
        assertThat(rig.receive(A1, retry)).contains(new Sent(1, B1));
        rig.respond(B1, C1, 4, 3);
        assertThat(rig.data(A1, 4)).containsExactly(new Sent(4, B1));
        assertThat(rig.relay.counts().cookieProofs()).isEqualTo(1);
    }

    @Test
    void whoeverIsExpectedOnItsIpNeedsNoCookieUnderThatFlood() {
        rig.relay.admit(
                new Pair(SwitchRig.session(1), C1, N1, SwitchRig.ip(A1), SwitchRig.ip(B1)),
                rig.now);
        rig.initiate(B1, C1, 1);
        for (int i = 0; i < 1_000; i++) {
            rig.initiate(SwitchRig.udp(1_000 + i), N1, 100_000 + i);
            rig.initiate(SwitchRig.udp(5_000 + i), C1, 200_000 + i);
        }

        assertThat(rig.initiate(A1, N1, 2)).contains(new Sent(1, B1));
    }

    @Test
    void underAFloodInItsOwnNameAClientConnectsWithItsCookie() throws InvalidCipherTextException {
        rig.relay.admit(
                new Pair(SwitchRig.session(1), C1, N1, SwitchRig.ip(A1), Optional.empty()),
                rig.now);
        rig.admit(2, SwitchRig.key(2), N1);
        rig.connect(SwitchRig.key(2), SwitchRig.A2, N1, B1, 1, 2);
        for (int i = 0; i < 1_000; i++) {
            rig.initiate(SwitchRig.otherPort(A1, 5_000 + i), N1, 100_000 + i);
        }
        rig.answers.clear();
        byte[] initiation = Forged.initiation(N1.bytes(), 2, rig.random);
        assertThat(rig.receive(A1, initiation)).containsExactly(new Sent(3, A1));
        byte[] cookie = Forged.cookie(rig.answers.getFirst(), N1.bytes(), initiation);

        assertThat(
                        rig.receive(
                                A1,
                                Forged.withMac2(
                                        Forged.initiation(N1.bytes(), 3, rig.random), cookie)))
                .contains(new Sent(1, B1));
    }

    @Test
    void noCookiesWhenQuiet() {
        rig.admit(1, C1, N1);
        rig.initiate(B1, C1, 1);
        rig.initiate(A1, N1, 2);

        assertThat(rig.answers).isEmpty();
    }

    @Test
    void aSpoofedSourceIsSentNoMoreThanThreeTimesWhatItSent() {
        rig.admit(1, C1, N1);
        rig.initiate(X, N1, 1);
        long toX = 0;
        for (int i = 0; i < 30; i++) {
            rig.pass(Duration.ofMillis(100));
            toX +=
                    rig.initiate(SwitchRig.otherPort(B1, 2_000 + i), C1, 1_000 + i).stream()
                            .filter(sent -> sent.to().equals(X))
                            .count();
        }

        assertThat(toX).isBetween(1L, 3L);
    }

    @Test
    void credit() {
        rig.admit(1, C1, N1);
        for (int i = 0; i < 12; i++) {
            rig.initiate(X, N1, i);
        }
        long toX = 0;
        for (int i = 0; i < 30; i++) {
            rig.pass(Duration.ofMillis(100));
            toX +=
                    rig.initiate(SwitchRig.otherPort(B1, 2_000 + i), C1, 1_000 + i).stream()
                            .filter(sent -> sent.to().equals(X))
                            .count();
        }

        assertThat(toX).as("four packets ahead").isLessThanOrEqualTo(4);
    }

    @Test
    void garbageForAllKeysIsSearchedForWithinABudget() {
        SwitchLimits d = SwitchLimits.DEFAULTS;
        SwitchRig small = new SwitchRig(withSearches(d, new SwitchLimits.Rate(10, 100)));
        for (int i = 0; i < 25; i++) {
            small.admit(i, SwitchRig.key(100 + i), SwitchRig.key(200 + i));
        }
        small.initiate(X, SwitchRig.key(999), 1);
        assertThat(small.drops).containsExactly(DropCause.MAC1_UNKNOWN);
        small.initiate(X, SwitchRig.key(999), 2);
        small.initiate(SwitchRig.udp(77), SwitchRig.key(200), 3);

        assertThat(small.drops).containsExactly(DropCause.SEARCH_BUDGET);
    }

    @Test
    void everythingIsBounded() {
        SwitchLimits d = SwitchLimits.DEFAULTS;
        SwitchLimits.Rate plenty = new SwitchLimits.Rate(1e6, 1e6);
        SwitchLimits limits =
                new SwitchLimits(
                        3,
                        2,
                        40,
                        4,
                        20,
                        10,
                        4,
                        2,
                        5,
                        4,
                        3,
                        plenty,
                        plenty,
                        plenty,
                        plenty,
                        plenty,
                        plenty,
                        plenty,
                        d.expiriesMax());
        SwitchRig small = new SwitchRig(limits);
        for (int i = 0; i < 4; i++) {
            small.admit(i, SwitchRig.key(1 + i), N1);
        }
        assertThat(small.relay.counts().pairs()).isEqualTo(3);
        for (int i = 0; i < 500; i++) {
            small.initiate(SwitchRig.udp(100 + i), N1, i);
            small.initiate(SwitchRig.udp(1_000 + i), SwitchRig.key(1 + i % 3), i);
        }
        SwitchCounts counts = small.relay.counts();
        assertThat(counts.flows()).isLessThanOrEqualTo(40);
        assertThat(counts.endpoints()).isLessThanOrEqualTo(20);
        assertThat(counts.strangers()).isLessThanOrEqualTo(10);
        assertThat(counts.sources()).isLessThanOrEqualTo(5);
    }

    @Test
    void oneSessionHasFewFlowsAndTheOldestMakesRoom() {
        rig.admit(1, C1, N1);
        for (int i = 0; i < 30; i++) {
            rig.pass(Duration.ofSeconds(1));
            rig.connect(C1, A1, N1, B1, 1_000 + i, 2_000 + i);
        }

        assertThat(rig.data(A1, 2_000)).isEmpty();
        assertThat(rig.data(A1, 2_029)).hasSize(1);
        assertThat(rig.relay.flowTable(rig.now).handshakes()).hasSize(8);
    }

    private static SwitchLimits withSearches(SwitchLimits d, SwitchLimits.Rate searches) {
        return new SwitchLimits(
                d.pairsMax(),
                d.nodesPerClientMax(),
                d.flowsMax(),
                d.flowsPerPairMax(),
                d.endpointsMax(),
                d.strangersMax(),
                d.candidatesMax(),
                d.candidatesPerIpMax(),
                d.sourcesMax(),
                d.fanOutMax(),
                d.responsesMax(),
                d.source(),
                d.proven(),
                d.addressee(),
                d.pair(),
                searches,
                d.cookieReplies(),
                d.cookieProofs(),
                d.expiriesMax());
    }
}
