package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;
import static io.boson.testkit.Samples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Event;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.Opened;
import io.boson.events.session.SessionEvent.Refused;
import io.boson.events.session.SessionRefusal;
import io.boson.streams.FactRecord;
import io.boson.streams.reactor.ReactorBench.KilledException;
import io.boson.streams.reactor.ReactorBench.Written;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reactors that die between keeping an outcome and writing it, and those who come after them.
final class ReactorRestartTest {

    private static final NodeSample NODE = NodeSample.of(1).withMaxConnections(1);

    @TempDir Path stateDirectory;

    private ReactorBench bench;

    @BeforeEach
    void begin() {
        bench = new ReactorBench(stateDirectory);
        bench.feed(registered(), 0);
    }

    private static FactRecord registered() {
        return FactRecord.of(NODE.registered(T0));
    }

    private FactRecord request(int number) {
        return FactRecord.of(Samples.requested(number, NODE, bench.now()));
    }

    private FactRecord drained() {
        return FactRecord.of(
                new NodeEvent.Drained(NODE.id(), bench.now().plusSeconds(300), T0, bench.now()));
    }

    private List<Event> events() {
        return bench.written.stream().map(Written::event).toList();
    }

    /// Decided and kept, but not written: the one answer there is.
    private Written killedAtAnswering(FactRecord request) {
        bench.killAtOutput();
        assertThatThrownBy(() -> bench.feed(request, 0)).isInstanceOf(KilledException.class);
        Written lost = bench.written.getLast();
        bench.written.clear();
        return lost;
    }

    /// In between the node began to drain: to decide anew would now mean to refuse.
    @Test
    void anOutcomeThatWasKeptIsWrittenWithTheSameIdThoughItWouldNowBeAnother() {
        FactRecord request = request(1);
        Written lost = killedAtAnswering(request);
        assertThat(lost.event()).isInstanceOf(Opened.class);
        bench.pass(Duration.ofSeconds(2));
        bench.restart(2, 1);
        bench.feed(registered(), 0);
        bench.feed(drained(), 1);
        assertThat(bench.written).isEmpty();
        bench.feed(request, 0);
        assertThat(bench.written).containsExactly(lost);
        bench.feed(request(2), 1);
        assertThat(events().getLast()).isInstanceOf(Refused.class);
    }

    /// Streams may take up the same task again, in the same process.
    @Test
    void aTaskTakenUpAgainCatchesUpFirst() {
        FactRecord request = request(1);
        Written lost = killedAtAnswering(request);
        bench.revive(2, 1);
        bench.feed(registered(), 0);
        bench.feed(request, 0);
        bench.pass(Duration.ofSeconds(2));
        assertThat(bench.written).as("`nodes` is not read yet").isEmpty();
        bench.feed(drained(), 1);
        assertThat(bench.written).containsExactly(lost);
    }

    @Test
    void anOutcomeThatReachedTheLogAfterAllIsNotWrittenAgain() {
        FactRecord request = request(1);
        Written lost = killedAtAnswering(request);
        bench.restart(0, 2);
        bench.feed(request, 0);
        bench.feed(FactRecord.of(lost.event()), 1);
        bench.pass(Duration.ofSeconds(5));
        assertThat(bench.written).isEmpty();
        bench.feed(request(2), 2);
        assertThat(events()).hasSize(1).allMatch(event -> event instanceof Refused);
    }

    /// Nobody waits any more; the place it would have taken is given back by expiry.
    @Test
    void aKeptOutcomeIsNotWrittenAfterItsTimeAndFreesItsPlaceInTheEnd() {
        FactRecord request = request(1);
        killedAtAnswering(request);
        bench.pass(Duration.ofSeconds(6));
        bench.restart(0, 1);
        bench.feed(request, 0);
        assertThat(bench.written).isEmpty();
        bench.feed(request(2), 1);
        assertThat(events()).hasSize(1).allMatch(event -> event instanceof Refused);
        bench.written.clear();
        heartbeat(0);
        bench.pass(Duration.ofSeconds(80));
        heartbeat(1);
        bench.pass(Duration.ofSeconds(40));
        List<Event> ends = events();
        assertThat(ends).first().isInstanceOf(SessionEvent.Expired.class);
        bench.feed(FactRecord.of(ends.getFirst()), 2);
        bench.feed(request(3), 3);
        assertThat(events().getLast()).isInstanceOf(Opened.class);
    }

    private void heartbeat(long offset) {
        bench.feed(FactRecord.of(NODE.heartbeat(bench.now())), offset);
    }

    @Test
    void whatIsOpenIsKnownAfterARestart() {
        bench.feed(request(1), 0);
        bench.feed(FactRecord.of(bench.written.getFirst().event()), 1);
        bench.written.clear();
        bench.restart(0, 0);
        bench.feed(request(2), 2);
        assertThat(events()).hasSize(1).allMatch(event -> event instanceof Refused);
    }

    @Test
    void whoIsWatchedIsKnownAfterARestart() {
        bench.restart(0, 0);
        bench.pass(Duration.ofSeconds(89));
        assertThat(bench.written).isEmpty();
        bench.pass(Duration.ofSeconds(1));
        assertThat(events()).hasSize(1).allMatch(event -> event instanceof NodeEvent.WentSilent);
    }

    /// Answers take a moment to come back through the log: what is on its way takes a place too.
    @Test
    void outcomesOnTheirWayCount() {
        NodeSample ten = NodeSample.of(2).withMaxConnections(10);
        bench.feed(FactRecord.of(ten.registered(T0)), 1);
        for (int i = 0; i < 50; i++) {
            bench.feed(FactRecord.of(Samples.requested(i, ten, bench.now())), i);
        }
        assertThat(events()).hasSize(50);
        assertThat(events()).filteredOn(event -> event instanceof Opened).hasSize(10);
    }

    @Test
    void aRequestRepeatedWhileItsOutcomeIsOnItsWayIsNotAnsweredAgain() {
        bench.feed(request(1), 0);
        bench.feed(request(1), 1);
        assertThat(bench.written).hasSize(1);
    }

    /// A predecessor without a partition may have refused what is tentatively open here.
    @Test
    void theLogsOutcomeTakesThePlaceOfTheTentativeOne() {
        bench.feed(request(1), 0);
        Opened tentative = (Opened) events().getFirst();
        bench.feed(
                FactRecord.of(
                        new Refused(
                                sessionId(1),
                                NODE.id(),
                                SessionRefusal.NODE_FULL,
                                Optional.empty(),
                                tentative.capacity(),
                                1,
                                bench.now())),
                1);
        bench.feed(FactRecord.of(tentative), 2);
        bench.written.clear();
        bench.feed(request(2), 3);
        assertThat(events()).hasSize(1).allMatch(event -> event instanceof Opened);
    }

    /// A fact that does not come back is told again, as the same fact, and not all the time.
    @Test
    void anEndThatDoesNotComeBackIsToldAgainAfterTenSeconds() {
        bench.feed(request(1), 0);
        bench.feed(FactRecord.of(bench.written.getFirst().event()), 1);
        bench.written.clear();
        heartbeat(0);
        bench.pass(Duration.ofSeconds(60));
        heartbeat(1);
        bench.pass(Duration.ofSeconds(60));
        assertThat(bench.written).hasSize(1);
        String id = bench.written.getFirst().id();
        bench.pass(Duration.ofSeconds(10));
        assertThat(bench.written).hasSize(1);
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.written).hasSize(2).allMatch(each -> each.id().equals(id));
    }

    @Test
    void aSilenceThatDoesNotComeBackIsNotedAgainAfterTenSeconds() {
        bench.pass(Duration.ofSeconds(99));
        assertThat(bench.written).hasSize(1);
        bench.pass(Duration.ofSeconds(2));
        assertThat(events()).hasSize(2).allMatch(event -> event instanceof NodeEvent.WentSilent);
    }
}
