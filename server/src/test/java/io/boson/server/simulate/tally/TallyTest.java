package io.boson.server.simulate.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.simulate.plan.Phase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final Tally tally = new Tally();

    @Test
    void aSpreadKnowsItsEndsAndItsMiddle() {
        assertThat(Spread.of(List.of())).isEqualTo(new Spread(0, 0, 0, 0));
        assertThat(Spread.of(List.of(3.0))).isEqualTo(new Spread(1, 3, 3, 3));
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(3, 1, 2, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Spread(4, 1, 3, 9));
    }

    @Test
    void latenciesAreToldByPercentile() {
        for (int i = 1; i <= 100; i++) {
            tally.done(Step.ROUTE, TimeUnit.MILLISECONDS.toNanos(i));
        }

        Timing timing = at(10).timing(Step.ROUTE);

        assertThat(timing.count()).isEqualTo(100);
        assertThat(timing.p50()).isBetween(50.0, 50.1);
        assertThat(timing.p99()).isBetween(99.0, 99.2);
        assertThat(timing.max()).isBetween(100.0, 100.2);
        assertThat(at(10).timing(Step.HEARTBEAT)).isEqualTo(new Timing(0, 0, 0, 0));
    }

    @Test
    void refusalsAreCountedByStepAndReasonAndTheirReasonsBounded() {
        tally.refused(Step.ROUTE, "409 NO_ROUTE");
        tally.refused(Step.HEARTBEAT, "429 TOO_MANY_REQUESTS");
        tally.refused(Step.HEARTBEAT, "429 TOO_MANY_REQUESTS");
        assertThat(at(1).refused())
                .containsExactly(
                        java.util.Map.entry("heartbeat 429 TOO_MANY_REQUESTS", 2L),
                        java.util.Map.entry("route 409 NO_ROUTE", 1L));

        IntStream.range(0, 1_000).forEach(i -> tally.refused(Step.ROUTE, "reason " + i));

        assertThat(at(1).refused()).hasSizeLessThanOrEqualTo(101).containsKey("route other");
        assertThat(at(1).refusals()).isEqualTo(1_003);
    }

    @Test
    void sessionsAreOpenUntilTheyAreOver() {
        for (int i = 0; i < 5; i++) {
            tally.sessionOpened();
        }
        tally.sessionOver(Fate.ENDED);
        tally.sessionOver(Fate.CUT);

        assertThat(at(1).opened()).isEqualTo(5);
        assertThat(at(1).open()).isEqualTo(3);
        assertThat(at(1).over(Fate.VANISHED)).isZero();
    }

    @Test
    void loadIsWhatRegisteredNodesHoldOfWhatTheyTake() {
        tally.roster().expect(ONE, 10);
        tally.roster().expect(TWO, 100);
        tally.roster().opened(ONE);
        tally.roster().opened(ONE);
        tally.roster().over(ONE);
        tally.roster().opened(new UUID(9, 9)); // somebody else's node
        assertThat(at(1).load().nodes()).isZero();

        tally.roster().is(ONE, Phase.ONLINE);
        tally.roster().is(TWO, Phase.SILENT);

        assertThat(at(1).nodes()).isEqualTo(new Snapshot.Nodes(1, 0, 1, 0, 0));
        assertThat(at(1).load()).isEqualTo(new Spread(2, 0, 5, 10));
        assertThat(at(1).turnover()).isEqualTo(new Spread(2, 0, 0.1, 0.2));
        assertThat(tally.roster().sessions(ONE)).isEqualTo(1);
    }

    @Test
    void theLiveLineSaysWhatGoesOn() {
        Snapshot before = at(60);
        play();

        String line = LiveLine.of(at(65), before, 200);

        assertThat(line)
                .isEqualTo(
                        "1:05  nodes 1 up 1 bad  sessions 1  0.4 routes/s 8/12 ms  beats 3/3 ms"
                                + "  packets 1/2  refused 1 (route 409 NO_ROUTE)");
        assertThat(LiveLine.of(at(65), before, 20)).isEqualTo("1:05  nodes 1 up 1 b");
    }

    @Test
    void theSummarySaysItAll() {
        play();
        Snapshot end = at(65);

        assertThat(new Summary(end, end, new CleanUp.Done(1, 2, 0, 2, 0)).lines())
                .containsSubsequence(
                        "Played for 65.0 s",
                        "nodes       2 at the end: 1 online, 1 degraded, 0 silent; 1 came back",
                        "sessions    2 opened: 1 ended by clients, 0 vanished, 0 cut, 1 open",
                        "packets     2 sent: 2 reached their node, 1 came back unchanged, 1 lost",
                        "ms              count       p50       p99       max",
                        "heartbeat           1       3.0       3.0       3.0",
                        "route               2       8.0      12.0      12.0",
                        "  at the end, in % of maxConnections        0.0    5.0   10.0",
                        "  in all, sessions per maxConnections      0.00   0.10   0.20",
                        "refused     1",
                        "        1  route 409 NO_ROUTE",
                        "cleaned up  1 sessions ended, 2 nodes deregistered;"
                                + " 2 sessions were over before")
                .allMatch(line -> line.length() <= 80);
        assertThat(new Summary(end, end, new CleanUp.Done(0, 0, 3, 0, 4)).lines().getLast())
                .endsWith("; 3 sessions and 4 nodes are left to expire");
        assertThat(new Summary(end, end, new CleanUp.Kept(3, 4)).lines().getLast())
                .isEqualTo(
                        "cleaned up  nothing, as asked: 4 nodes and 3 sessions are left to expire");
    }

    private void play() {
        tally.roster().expect(ONE, 10);
        tally.roster().expect(TWO, 10);
        tally.roster().is(ONE, Phase.ONLINE);
        tally.roster().is(TWO, Phase.DEGRADED);
        tally.cameBack();
        for (int i = 0; i < 2; i++) {
            tally.sessionOpened();
            tally.roster().opened(ONE);
            tally.packetSent();
            tally.packetAtNode();
        }
        tally.roster().over(ONE);
        tally.sessionOver(Fate.ENDED);
        tally.done(Step.ROUTE, 8_000_000);
        tally.done(Step.ROUTE, 12_000_000);
        tally.done(Step.HEARTBEAT, 3_000_000);
        tally.done(Step.PACKET, 1_000_000);
        tally.refused(Step.ROUTE, "409 NO_ROUTE");
    }

    private Snapshot at(int seconds) {
        return tally.snapshot(Duration.ofSeconds(seconds));
    }
}
