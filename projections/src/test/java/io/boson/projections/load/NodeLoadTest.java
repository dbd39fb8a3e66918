package io.boson.projections.load;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.heartbeat;
import static io.boson.projections.Sample.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeEvent;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeLoadTest {

    private static final HeartbeatMetrics CALM = metrics(20, 1, 10, 30);
    private static final NodeLoad TOLD = new NodeLoad(7, T0, NodeStatus.ONLINE, Optional.of(CALM));

    @Test
    void theLatestHeartbeatIsTheLoad() {
        Heartbeat busy = heartbeat(1, Optional.empty(), Optional.of(metrics(20, 1, 95, 30)));
        NodeLoad load = NodeLoad.NONE.evolve(busy, 3, T0);
        assertThat(load).isEqualTo(new NodeLoad(3, T0, NodeStatus.DEGRADED, busy.metrics()));
        Heartbeat calm = heartbeat(1, Optional.of(NodeStatus.ONLINE), Optional.empty());
        assertThat(load.evolve(calm, 5, T0.plusSeconds(30)))
                .isEqualTo(
                        new NodeLoad(5, T0.plusSeconds(30), NodeStatus.ONLINE, Optional.empty()));
    }

    @Test
    void aHeartbeatFoldedTwiceOrLateChangesNothing() {
        Heartbeat first = heartbeat(1, Optional.of(NodeStatus.DEGRADED), Optional.empty());
        Heartbeat second = heartbeat(1, Optional.empty(), Optional.of(CALM));
        NodeLoad once = NodeLoad.NONE.evolve(first, 3, T0).evolve(second, 5, T0.plusSeconds(30));
        assertThat(once.evolve(second, 5, T0.plusSeconds(60))).isEqualTo(once);
        assertThat(once.evolve(first, 3, T0)).isEqualTo(once);
    }

    @Test
    void theFirstHeartbeatIsToldWhateverItSays() {
        assertThat(NodeLoad.NONE.offset()).isEqualTo(NodeEvent.NO_HEARTBEAT);
        NodeLoad first =
                NodeLoad.NONE.evolve(heartbeat(1, Optional.empty(), Optional.empty()), 0, T0);
        assertThat(first.worthTelling(NodeLoad.NONE)).isTrue();
    }

    @Test
    void aChangeOfStatusIsToldAtOnce() {
        NodeLoad degraded = new NodeLoad(8, T0, NodeStatus.DEGRADED, Optional.of(CALM));
        assertThat(degraded.worthTelling(TOLD)).isTrue();
        assertThat(TOLD.worthTelling(degraded)).isTrue();
    }

    /// Calm is cpu 10, memory 30, loss 1.
    @ParameterizedTest
    @CsvSource({
        "    0, 10, 30,  1, false",
        "29999, 10, 30,  1, false",
        "30000, 10, 30,  1, true",
        "  999, 50, 30,  1, false",
        " 1000, 50, 30,  1, true",
        " 1000, 15, 30,  1, true",
        " 1000,  5, 30,  1, true",
        " 1000, 14, 34,  5, false",
        " 1000, 10, 35,  1, true",
        " 1000, 10, 30,  6, true",
    })
    void theRestIsToldNowAndThen(
            long millis, double cpu, double memory, double loss, boolean worthTelling) {
        NodeLoad load =
                new NodeLoad(
                        8,
                        T0.plus(Duration.ofMillis(millis)),
                        NodeStatus.ONLINE,
                        Optional.of(metrics(900, loss, cpu, memory)));
        assertThat(load.worthTelling(TOLD)).isEqualTo(worthTelling);
    }

    @Test
    void metricsThatComeOrGoCountAsMoved() {
        NodeLoad without = new NodeLoad(8, T0.plusSeconds(1), NodeStatus.ONLINE, Optional.empty());
        assertThat(without.worthTelling(TOLD)).isTrue();
        NodeLoad with = new NodeLoad(9, T0.plusSeconds(2), NodeStatus.ONLINE, Optional.of(CALM));
        assertThat(with.worthTelling(without)).isTrue();
        NodeLoad still = new NodeLoad(9, T0.plusSeconds(2), NodeStatus.ONLINE, Optional.empty());
        assertThat(still.worthTelling(without)).isFalse();
    }
}
