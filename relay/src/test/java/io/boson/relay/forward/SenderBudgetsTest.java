package io.boson.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.PrincipalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderBudgetsTest {

    private static final NodeId NODE = new NodeId(new UUID(1, 1));
    private static final int KIB = 1 << 10;
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final SendingRates RATES =
            new SendingRates(
                    new RateLimit(64 * KIB, 128 * KIB),
                    new RateLimit(128 * KIB, 192 * KIB),
                    new RateLimit(256 * KIB, 256 * KIB));

    private final SenderBudgets budgets = new SenderBudgets(RATES, 10);

    @Test
    void allSessionsOfAPrincipalShareItsBurst() {
        assertThat(burst(client(1, "ann"))).isEqualTo(128);
        assertThat(burst(client(2, "ann"))).isEqualTo(64);
        assertThat(burst(client(3, "ann"))).isZero();
        assertThat(burst(client(4, "ben"))).isEqualTo(128);
        assertThat(burst(new NodeEnd(NODE))).isEqualTo(256);
    }

    @Test
    void whatThePrincipalMayNotSendIsNotTakenFromTheSession() {
        burst(client(1, "ann"));
        burst(client(2, "ann"));
        SenderBudget third = budgets.enter(client(3, "ann"), 0);
        assertThat(third.take(1, KIB, 0)).isFalse();
        // The session alone would not have had so much again by then.
        assertThat(kibibytes(third, Duration.ofSeconds(1).toNanos())).isEqualTo(128);
    }

    @Test
    void whatASessionMayNotSendIsNotTakenFromThePrincipal() {
        SenderBudget flood = budgets.enter(client(1, "ann"), 0);
        for (int i = 0; i < 10_000; i++) {
            flood.take(1, KIB, 0);
        }
        assertThat(burst(client(2, "ann"))).isEqualTo(64);
    }

    @Test
    void anotherConnectionOrAnotherAddressBringsNoOtherBurst() {
        assertThat(burst(client(1, "address:a"))).isEqualTo(128);
        assertThat(burst(client(1, "address:b"))).isZero();
    }

    @Test
    void whatIsHeldIsNotForgottenAndTheRestIsBounded() {
        SenderBudget held = budgets.enter(client(0, "ann"), 0);
        assertThat(kibibytes(held, 0)).isEqualTo(128);
        for (int i = 1; i <= 1000; i++) {
            budgets.enter(client(i, "other-" + i), 0);
            budgets.leave(client(i, "other-" + i));
        }
        assertThat(budgets.size()).isLessThanOrEqualTo(12);
        assertThat(burst(client(0, "ann"))).isZero();
        assertThat(burst(client(2000, "ann"))).isEqualTo(64);
    }

    @Test
    void oneOfTwoHoldersThatLeavesForgetsNothing() {
        budgets.enter(client(1, "ann"), 0);
        budgets.enter(client(2, "ann"), 0);
        budgets.leave(client(1, "ann"));
        budgets.leave(client(2, "ann"));
        assertThat(budgets.size()).isEqualTo(3);
        budgets.enter(client(2, "ann"), 0);
        assertThat(budgets.size()).isEqualTo(3);
    }

    private record Sent(ClientEnd from, int bytes, long at) {}

    /// Whatever sessions come, go and send, and in whatever order: nobody gets more than its rate,
    /// and what others of other principals do changes nothing for anybody.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nobodyGetsMoreThanItsRateAndNobodyPaysForAnother(long seed) {
        List<Sent> modest = schedule(new Random(seed), "modest", 4, 120, 40 * KIB);
        List<Sent> floods = schedule(new Random(seed + 100), "flood", 9, 4000, 4 * KIB);
        List<Sent> both = new ArrayList<>(modest);
        both.addAll(floods);
        both.sort((a, b) -> Long.compare(a.at(), b.at()));

        List<Sent> alone = play(modest, new Random(seed));
        List<Sent> beside = play(both, new Random(seed));

        assertThat(beside.stream().filter(sent -> sent.from().principal().text().equals("modest")))
                .as("seed %d", seed)
                .containsExactlyElementsOf(alone);
        assertThat(alone.size()).as("some are dropped").isBetween(1, modest.size() - 1);
        assertWithinRates(beside, seed);
    }

    private static void assertWithinRates(List<Sent> passed, long seed) {
        Map<Object, Long> totals = new HashMap<>();
        for (Sent sent : passed) {
            long cost = sent.bytes() + (long) TokenBucket.PACKET_COST;
            double seconds = sent.at() / 1e9;
            assertThat((double) totals.merge(sent.from().session(), cost, Long::sum))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(allowed(RATES.session(), seconds));
            assertThat((double) totals.merge(sent.from().principal(), cost, Long::sum))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(allowed(RATES.principal(), seconds));
        }
    }

    private static double allowed(RateLimit limit, double seconds) {
        return limit.burstBytes() + limit.bytesPerSecond() * seconds + 1;
    }

    /// Within three seconds.
    private static List<Sent> schedule(
            Random random, String principal, int sessions, int packets, int bytesMax) {
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            ClientEnd from = client(principal.hashCode() + random.nextInt(sessions), principal);
            all.add(
                    new Sent(
                            from,
                            bytesMax / 2 + random.nextInt(bytesMax / 2),
                            random.nextLong(3000 * MILLI)));
        }
        all.sort((a, b) -> Long.compare(a.at(), b.at()));
        return all;
    }

    /// Each packet over a socket of its own or over one that stays for a while.
    private static List<Sent> play(List<Sent> schedule, Random random) {
        SenderBudgets budgets = new SenderBudgets(RATES, 100);
        Map<ClientEnd, SenderBudget> sockets = new HashMap<>();
        List<Sent> passed = new ArrayList<>();
        for (Sent sent : schedule) {
            if (random.nextInt(3) == 0 && sockets.remove(sent.from()) != null) {
                budgets.leave(sent.from());
            }
            SenderBudget budget =
                    sockets.computeIfAbsent(sent.from(), end -> budgets.enter(end, sent.at()));
            if (budget.take(1, sent.bytes(), sent.at())) {
                passed.add(sent);
            }
        }
        return passed;
    }

    /// Over a socket that is gone again afterwards.
    private int burst(Granted end) {
        int sent = kibibytes(budgets.enter(end, 0), 0);
        budgets.leave(end);
        return sent;
    }

    private static int kibibytes(SenderBudget budget, long now) {
        int sent = 0;
        while (budget.take(1, KIB - TokenBucket.PACKET_COST, now)) {
            sent++;
        }
        return sent;
    }

    private static ClientEnd client(int session, String principal) {
        return new ClientEnd(
                new SessionId(new UUID(0x4000, session)), NODE, new PrincipalId(principal));
    }
}
