package io.boson.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.log.Facts;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.node.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [EventLog] keeps. The log may hold other things before, so no test counts from zero.
public abstract class EventLogContract {

    protected abstract EventLog log();

    /// Reads the same log.
    protected abstract Facts facts();

    private Event eventAt(LogPosition position) {
        return facts().fetch(position).orElseThrow();
    }

    /// Takes the log away until [#makeAvailable()].
    protected abstract void makeUnavailable();

    protected abstract void makeAvailable();

    @Test
    void anEventIsWhereItsPositionSays() {
        List<Event> events =
                List.of(
                        NodeSample.of(1).registered(Samples.T0),
                        NodeSample.of(1).heartbeat(Samples.T0.plusSeconds(1), Samples.CALM),
                        Samples.requested(1, NodeSample.of(1), Samples.T0.plusSeconds(2)));
        for (Event event : events) {
            LogPosition position = log().append(Samples.envelope(event));
            assertThat(position.topic()).isEqualTo(event.topic());
            assertThat(eventAt(position)).isEqualTo(event);
        }
    }

    @Test
    void eventsOfOneKeyStandInTheOrderOfTheirAppends() {
        List<LogPosition> positions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            positions.add(log().append(drained(7, i)));
        }
        assertThat(positions)
                .extracting(LogPosition::partition)
                .containsOnly(positions.getFirst().partition());
        assertThat(positions).extracting(LogPosition::offset).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void keysAreSpreadOverPartitionsAndTopicsShareThem() {
        List<Integer> ofNodes = new ArrayList<>();
        List<Integer> ofHeartbeats = new ArrayList<>();
        for (int node = 0; node < 64; node++) {
            ofNodes.add(log().append(drained(node, 0)).partition());
            EventEnvelope heartbeat = Samples.envelope(NodeSample.of(node).heartbeat(Samples.T0));
            ofHeartbeats.add(log().append(heartbeat).partition());
        }
        assertThat(ofNodes).isEqualTo(ofHeartbeats);
        assertThat(ofNodes.stream().distinct().count()).isGreaterThan(1);
    }

    @Test
    void whereNothingStandsNothingIsRead() {
        LogPosition last = log().append(drained(9, 0));
        assertThat(
                        facts().fetch(
                                        new LogPosition(
                                                last.topic(),
                                                last.partition(),
                                                last.offset() + 1_000_000)))
                .isEmpty();
    }

    @Test
    void aLogThatIsAwayCannotBeReadEither() {
        LogPosition position = log().append(drained(8, 0));
        makeUnavailable();
        assertThatThrownBy(() -> facts().fetch(position))
                .isInstanceOf(LogUnavailableException.class);
        makeAvailable();
        assertThat(eventAt(position)).isEqualTo(drained(8, 0).event());
    }

    @Test
    void manyMayAppendAtOnce() throws Exception {
        List<Callable<LogPosition>> appends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            EventEnvelope envelope = drained(i % 10, i);
            appends.add(() -> log().append(envelope));
        }
        List<LogPosition> positions = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<LogPosition> each : threads.invokeAll(appends)) {
                positions.add(each.get());
            }
        }
        assertThat(positions).doesNotHaveDuplicates().hasSize(200);
        assertThat(positions).allMatch(position -> position.topic() == Topic.NODES);
    }

    @Test
    void aLogThatIsAwaySaysSoAndTakesEventsAgainWhenItIsBack() {
        LogPosition before = log().append(drained(3, 0));
        makeUnavailable();
        assertThatThrownBy(() -> log().append(drained(3, 1)))
                .isInstanceOf(LogUnavailableException.class);
        makeAvailable();
        LogPosition after = log().append(drained(3, 2));
        assertThat(after.partition()).isEqualTo(before.partition());
        assertThat(after.offset()).isGreaterThan(before.offset());
        assertThat(eventAt(before)).isEqualTo(drained(3, 0).event());
        assertThat(eventAt(after)).isEqualTo(drained(3, 2).event());
    }

    private static EventEnvelope drained(int node, int second) {
        return Samples.envelope(
                new NodeEvent.Drained(
                        Samples.nodeId(node),
                        Samples.T0.plusSeconds(second).plusSeconds(300),
                        Samples.T0,
                        Samples.T0.plusSeconds(second)));
    }
}
