package io.boson.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.log.EventLog;
import io.boson.events.log.Facts;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeEvent;
import io.boson.events.telemetry.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryEventLogTest extends EventLogContract {

    private final InMemoryEventLog log = new InMemoryEventLog(4);

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected Facts facts() {
        return log;
    }

    @Override
    protected void makeUnavailable() {
        log.goAway();
    }

    @Override
    protected void makeAvailable() {
        log.comeBack();
    }

    @Test
    void followersSeeEveryAppendBeforeItReturns() {
        List<LogPosition> seen = new ArrayList<>();
        log.follow(appended -> seen.add(appended.position()));
        LogPosition position =
                log.append(Samples.envelope(NodeSample.of(1).registered(Samples.T0)));
        assertThat(seen).containsExactly(position);
    }

    @Test
    void eventsAreFoundByKind() {
        NodeEvent registered = NodeSample.of(1).registered(Samples.T0);
        Heartbeat heartbeat = NodeSample.of(1).heartbeat(Samples.T0);
        log.append(Samples.envelope(registered));
        log.append(Samples.envelope(heartbeat));
        assertThat(log.events(NodeEvent.class)).containsExactly(registered);
        assertThat(log.events(Heartbeat.class)).containsExactly(heartbeat);
    }

    @Test
    void whatARealLogCouldNotGiveBackIsNotTaken() {
        NodeEvent tooFine = NodeSample.of(1).registered(Samples.T0.plusNanos(1));
        assertThatThrownBy(() -> log.append(Samples.envelope(tooFine)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reads back as");
    }
}
