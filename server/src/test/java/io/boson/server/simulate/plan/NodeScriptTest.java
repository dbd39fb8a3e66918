package io.boson.server.simulate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeScriptTest {

    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final int SECONDS = 1_200;

    @Test
    void aNodeWithoutFaultsIsAlwaysOnline() {
        assertThat(phases(script(new Faults(0, 0, 0, 0, 0), 1))).containsOnly(Phase.ONLINE);
    }

    @Test
    void anIllNodeTurnsBadAndRecoversAgainAndAgain() {
        List<Phase> phases = phases(script(new Faults(100, 0, 0, 0, 0), 1));

        assertThat(phases).startsWith(Phase.ONLINE).containsOnly(Phase.ONLINE, Phase.DEGRADED);
        assertThat(changes(phases)).isGreaterThan(10);
    }

    @Test
    void aSilentNodeStaysSilentAndLeavesNoMore() {
        NodeScript script = script(new Faults(0, 100, 100, 0, 0), 2);
        List<Phase> phases = phases(script);
        int silence = phases.indexOf(Phase.SILENT);

        assertThat(silence).isBetween(20, 41);
        assertThat(phases.subList(silence, SECONDS)).containsOnly(Phase.SILENT);
        assertThat(script.absenceBetween(Duration.ofSeconds(silence), Duration.ofSeconds(SECONDS)))
                .isEmpty();
    }

    @Test
    void aChurningNodeLeavesOnceAMinuteAndComesBack() {
        NodeScript script = script(new Faults(0, 0, 100, 0, 0), 3);
        List<Phase> phases = phases(script);

        assertThat(changes(phases)).isEqualTo(2 * SECONDS / 60);
        for (int minute = 0; minute < SECONDS / 60; minute++) {
            Duration from = Duration.ofMinutes(minute);
            Absence absence = script.absenceBetween(from, from.plusSeconds(59)).orElseThrow();
            assertThat(absence.from()).isBetween(from, from.plusSeconds(45));
            assertThat(absence.until().minus(absence.from()))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
            assertThat(script.phaseAt(absence.from())).isEqualTo(Phase.AWAY);
            assertThat(script.phaseAt(absence.until())).isEqualTo(Phase.ONLINE);
        }
    }

    @Test
    void churnIsAShareOfTheNodesEachMinute() {
        Fleet fleet =
                Fleet.draw(9, 200, 0, new Faults(0, 0, 20, 0, 0), BEAT, Duration.ofSeconds(1));

        long leaving =
                fleet.nodes().stream()
                        .filter(
                                part ->
                                        part.script()
                                                .absenceBetween(
                                                        Duration.ZERO, Duration.ofSeconds(59))
                                                .isPresent())
                        .count();

        assertThat(leaving).isBetween(25L, 55L);
    }

    @Test
    void measuresAreWhatTheApiTakesAndSayHowTheNodeIs() {
        NodeScript script = script(new Faults(100, 0, 0, 0, 100), 4);
        for (int second = 0; second < SECONDS; second++) {
            Duration time = Duration.ofSeconds(second);
            Measures said = script.measuresAt(time, second);
            assertThat(said.activeConnections()).isEqualTo(second);
            assertThat(said.latency()).isNotNegative();
            assertThat(said.jitter()).isNotNegative();
            assertThat(said.packetLoss()).isBetween(0.0, 100.0);
            assertThat(said.memoryUsage()).isBetween(0.0, 90.0);
            assertThat(said.up()).isNotNegative();
            boolean ill = script.phaseAt(time) == Phase.DEGRADED;
            assertThat(said.cpuUsage() > 90).isEqualTo(ill);
            assertThat(said.packetLoss() > 10).isEqualTo(ill);
            assertThat(script.measuresAt(time, second)).isEqualTo(said);
        }
    }

    @Test
    void noiseStaysWithinItsPercent() {
        NodeScript still = script(new Faults(0, 0, 0, 0, 0), 5);
        NodeScript noisy = script(new Faults(0, 0, 0, 0, 10), 5);
        double calm = still.measuresAt(Duration.ZERO, 0).latency();

        assertThat(still.measuresAt(BEAT, 0).latency()).isEqualTo(calm);
        List<Double> heard = new ArrayList<>();
        for (int second = 0; second < 100; second++) {
            heard.add(noisy.measuresAt(Duration.ofSeconds(second), 0).latency());
        }
        assertThat(heard).allMatch(l -> l >= calm * 0.9 - 0.01 && l <= calm * 1.1 + 0.01);
        assertThat(heard).anyMatch(l -> l < calm * 0.95).anyMatch(l -> l > calm * 1.05);
    }

    @Test
    void loadShows() {
        NodeScript script = script(Faults.NONE, 6);

        Measures idle = script.measuresAt(Duration.ZERO, 0);
        Measures busy = script.measuresAt(Duration.ZERO, 5);

        assertThat(busy.cpuUsage()).isGreaterThan(idle.cpuUsage());
        assertThat(idle.down()).isZero();
        assertThat(busy.down()).isPositive();
    }

    private static NodeScript script(Faults faults, int number) {
        return Fleet.draw(11, number + 1, 0, faults, BEAT, Duration.ofSeconds(1))
                .nodes()
                .get(number)
                .script();
    }

    private static List<Phase> phases(NodeScript script) {
        List<Phase> phases = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            phases.add(script.phaseAt(Duration.ofSeconds(second)));
        }
        return phases;
    }

    private static int changes(List<Phase> phases) {
        int changes = 0;
        for (int i = 1; i < phases.size(); i++) {
            changes += phases.get(i) == phases.get(i - 1) ? 0 : 1;
        }
        return changes;
    }
}
