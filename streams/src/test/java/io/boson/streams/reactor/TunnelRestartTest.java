package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;
import static io.boson.testkit.Samples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Event;
import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionEvent.Opened;
import io.boson.events.session.SessionEvent.Refused;
import io.boson.events.session.SessionRefusal;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.streams.FactRecord;
import io.boson.streams.reactor.ReactorBench.KilledException;
import io.boson.streams.reactor.ReactorBench.Written;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tunnel addresses, whoever dies when.
final class TunnelRestartTest {

    private static final NodeSample NODE = NodeSample.of(1).withMaxConnections(10);
    private static final TunnelAddresses FIRST = ReactorDriver.TUNNELS.at(2);
    private static final TunnelAddresses SECOND = ReactorDriver.TUNNELS.at(3);

    @TempDir Path stateDirectory;

    private ReactorBench bench;
    private long offset;

    @BeforeEach
    void begin() {
        bench = new ReactorBench(stateDirectory);
        bench.feed(FactRecord.of(NODE.registered(T0)), 0);
    }

    private FactRecord request(int number) {
        return FactRecord.of(Samples.keyed(number, NODE, bench.now())).receivedAt(bench.now());
    }

    /// The next record of the log.
    private void feed(FactRecord record) {
        bench.feed(record, offset);
        offset++;
    }

    private void feed(Event event) {
        feed(FactRecord.of(event).receivedAt(bench.now()));
    }

    /// What the last request was given, as the log now shows.
    private Optional<TunnelAddresses> opened() {
        Event last = bench.written.getLast().event();
        assertThat(last).isInstanceOf(Opened.class);
        feed(last);
        return ((Opened) last).tunnel();
    }

    private Event closed(int number) {
        return new SessionEvent.Closed(
                sessionId(number), NODE.id(), CloseReason.BY_CLIENT, bench.now());
    }

    private void heartbeat(long at) {
        bench.feed(FactRecord.of(NODE.heartbeat(bench.now())), at);
    }

    @Test
    void whoTakesOverSaysTheSameAgainAndGivesItToNobodyElse() {
        FactRecord request = request(1);
        bench.killAtOutput();
        assertThatThrownBy(() -> bench.feed(request, 0)).isInstanceOf(KilledException.class);
        Written lost = bench.written.getLast();
        bench.written.clear();
        bench.restart(0, 1);
        feed(request);
        assertThat(bench.written).containsExactly(lost);
        assertThat(((Opened) lost.event()).tunnel()).contains(FIRST);
        // Still on its way: what is kept counts.
        feed(request(2));
        assertThat(opened()).contains(SECOND);
    }

    @Test
    void whatLivesKeepsItsAddressesOverARestart() {
        feed(request(1));
        assertThat(opened()).contains(FIRST);
        bench.restart(0, 0);
        feed(request(2));
        assertThat(opened()).contains(SECOND);
    }

    @Test
    void whatRestsRestsOnAfterARestartAndNoLonger() {
        feed(request(1));
        assertThat(opened()).contains(FIRST);
        feed(closed(1));
        bench.restart(0, 0);
        feed(request(2));
        assertThat(opened()).contains(SECOND);
        for (int minute = 0; minute < 9; minute++) {
            bench.pass(Duration.ofMinutes(1));
            heartbeat(minute);
        }
        bench.pass(Duration.ofSeconds(59));
        feed(request(3));
        assertThat(opened()).as("one of three").contains(ReactorDriver.TUNNELS.at(4));
        bench.pass(Duration.ofSeconds(1));
        feed(request(4));
        assertThat(opened()).contains(FIRST);
    }

    /// The log is read again from before the end: it ended when it ended.
    @Test
    void anEndFoldedTwiceRestsOnce() {
        feed(request(1));
        assertThat(opened()).contains(FIRST);
        FactRecord end = FactRecord.of(closed(1)).receivedAt(bench.now());
        bench.feed(end, 2);
        bench.feed(end, 2);
        offset = 3;
        for (int minute = 0; minute < 10; minute++) {
            bench.pass(Duration.ofMinutes(1));
            heartbeat(minute);
        }
        feed(request(2));
        assertThat(opened()).contains(FIRST);
    }

    /// A predecessor that had lost the partition without knowing answered with another address.
    @Test
    void theLogsAddressesTakeThePlaceOfTheTentativeOnes() {
        feed(request(1));
        Opened tentative = (Opened) bench.written.getLast().event();
        feed(
                new Opened(
                        tentative.sessionId(),
                        NODE.id(),
                        tentative.capacity(),
                        0,
                        Optional.of(SECOND),
                        bench.now()));
        feed(tentative);
        feed(request(2));
        assertThat(opened()).contains(FIRST);
    }

    /// It gave away what was promised here: the later of the two sessions ends.
    @Test
    void ofTwoSessionsWithTheSameAddressesTheLaterEnds() {
        feed(request(1));
        Opened ours = (Opened) bench.written.getLast().event();
        assertThat(ours.tunnel()).contains(FIRST);
        feed(request(2));
        Opened stranger =
                new Opened(
                        sessionId(2),
                        NODE.id(),
                        ours.capacity(),
                        0,
                        Optional.of(FIRST),
                        bench.now().minusMillis(1));
        feed(stranger);
        feed(ours);
        bench.written.clear();
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.written)
                .extracting(Written::event)
                .containsExactly(
                        new SessionEvent.Closed(
                                sessionId(1), NODE.id(), CloseReason.ADDRESS_TAKEN, bench.now()));
        feed(bench.written.getFirst().event());
        feed(request(3));
        assertThat(opened()).as("one rests, the other lives").contains(SECOND);
    }

    @Test
    void aKeyBelongsToOneClientOfANode() {
        WireGuardKey key = Samples.key(77);
        feed(FactRecord.of(Samples.keyed(1, key, NODE, bench.now())).receivedAt(bench.now()));
        opened();
        feed(FactRecord.of(Samples.keyed(2, key, NODE, bench.now())).receivedAt(bench.now()));
        assertThat(bench.written.getLast().event())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(SessionRefusal.KEY_IN_USE));
        feed(closed(1));
        feed(FactRecord.of(Samples.keyed(3, key, NODE, bench.now())).receivedAt(bench.now()));
        assertThat(opened()).isPresent();
    }
}
