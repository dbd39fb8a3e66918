package io.boson.projections.load;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.node;
import static io.boson.projections.Sample.nodeId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.RegistrationId;
import io.boson.events.session.Attachment;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SampledLoadTest {

    private static final HeartbeatMetrics BEATEN = new HeartbeatMetrics(1, 1, 1, 1, 1, 1, 1, 1);

    @Test
    void theLatestSampleOfASubmissionIsTheLoad() {
        SampledLoad load =
                SampledLoad.NONE.evolve(submitted(sample(2, 20), sample(1, 10)), 4, at(3));
        assertThat(load).isEqualTo(new SampledLoad(4, at(2), sample(2, 20).load()));
        assertThat(load.metrics().cpuUsage()).isEqualTo(20);
        assertThat(load.metrics().bandwidthDown()).isEqualTo(5);
        assertThat(load.metrics().activeConnections()).isEqualTo(3);
    }

    @Test
    void aSubmissionFoldedTwiceChangesNothing() {
        SampledLoad once = SampledLoad.NONE.evolve(submitted(sample(2, 20)), 4, at(3));
        assertThat(once.evolve(submitted(sample(9, 90)), 4, at(9))).isEqualTo(once);
        assertThat(once.evolve(submitted(sample(9, 90)), 3, at(9))).isEqualTo(once);
    }

    @Test
    void whatComesLateDoesNotReplaceWhatIsNewer() {
        SampledLoad newer = SampledLoad.NONE.evolve(submitted(sample(20, 20)), 4, at(20));
        SampledLoad after = newer.evolve(submitted(sample(10, 90)), 5, at(21));
        assertThat(after).isEqualTo(new SampledLoad(5, at(20), newer.metrics()));
    }

    @Test
    void aClockAheadDoesNotHoldBackLaterSamples() {
        SampledLoad ahead = SampledLoad.NONE.evolve(submitted(sample(60, 20)), 4, at(0));
        assertThat(ahead.at()).isEqualTo(at(0));
        assertThat(ahead.evolve(submitted(sample(10, 30)), 5, at(10)).metrics().cpuUsage())
                .isEqualTo(30);
    }

    @Test
    void readersHearOfMovesAndNowAndThen() {
        SampledLoad told = SampledLoad.NONE.evolve(submitted(sample(0, 20)), 1, at(0));
        assertThat(SampledLoad.NONE.worthTelling(SampledLoad.NONE)).isFalse();
        assertThat(told.worthTelling(SampledLoad.NONE)).isTrue();
        assertThat(next(told, 10, 21).worthTelling(told)).isFalse();
        assertThat(next(told, 10, 40).worthTelling(told)).isTrue();
        assertThat(next(told, 30, 20).worthTelling(told)).isTrue();
    }

    @Test
    void theLaterOfHeartbeatAndSampleIsWhatWasMeasured() {
        assertThat(measured(10, Optional.of(BEATEN), 20)).contains(sample(20, 50).load());
        assertThat(measured(20, Optional.of(BEATEN), 10)).contains(BEATEN);
        assertThat(measured(20, Optional.empty(), 10)).contains(sample(10, 50).load());
    }

    @Test
    void aSampleIsGoodForTwoMinutesOfHeartbeats() {
        assertThat(measured(130, Optional.empty(), 10)).isPresent();
        assertThat(measured(131, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void aSampleOfAnEarlierRegistrationDoesNotCount() {
        assertThat(measured(10, Optional.empty(), -1)).isEmpty();
    }

    private static Optional<HeartbeatMetrics> measured(
            int beatSecond, Optional<HeartbeatMetrics> beaten, int sampleSecond) {
        SampledLoad sampled =
                SampledLoad.NONE.evolve(submitted(sample(sampleSecond, 50)), 1, at(1_000));
        FleetNode node =
                new FleetNode(
                        node(1),
                        new NodeLoad(1, at(beatSecond), NodeStatus.ONLINE, beaten),
                        Optional.of(sampled),
                        Attachment.never(),
                        0);
        return node.metrics(node.node().present().orElseThrow());
    }

    private static SampledLoad next(SampledLoad load, int second, double cpu) {
        return load.evolve(submitted(sample(second, cpu)), load.offset() + 1, at(second));
    }

    private static MetricsSubmitted submitted(MetricSample... samples) {
        return new MetricsSubmitted(
                nodeId(1), new RegistrationId(new UUID(4, 1)), List.of(samples), T0);
    }

    private static MetricSample sample(int second, double cpu) {
        return new MetricSample(
                at(second),
                OptionalLong.empty(),
                Counting.AMOUNTS,
                new MetricSample.Network(20, 2, 0, 1, 5),
                new MetricSample.Machine(cpu, 40, 50, 0.5),
                new MetricSample.WireGuard(10, 20, 0, 1_000, 2_000),
                new MetricSample.Connections(3, 30, 1));
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }
}
