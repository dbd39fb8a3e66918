package io.boson.projections.session;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.live;
import static io.boson.projections.Sample.nodeId;
import static io.boson.projections.Sample.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.Attachment;
import io.boson.events.session.ClientId;
import io.boson.events.session.Session;
import io.boson.events.session.SessionTerms;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import io.boson.events.tunnel.TunnelRange;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveSessionsTest {

    private final LiveSessions sessions =
            LiveSessions.EMPTY.with(live(1, 1)).with(live(2, 1)).with(live(3, 2));

    @Test
    void countsByNodeAndFindsById() {
        assertThat(sessions.countOf(nodeId(1))).isEqualTo(2);
        assertThat(sessions.countOf(nodeId(2))).isEqualTo(1);
        assertThat(sessions.countOf(nodeId(3))).isZero();
        assertThat(sessions.find(sessionId(3))).contains(live(3, 2));
        assertThat(sessions.find(sessionId(4))).isEmpty();
        assertThat(sessions.all()).containsExactlyInAnyOrder(live(1, 1), live(2, 1), live(3, 2));
        assertThat(sessions.size()).isEqualTo(3);
    }

    @Test
    void aReplacedSessionCountsOnce() {
        LiveSession attached = attached(live(1, 1));
        LiveSessions replaced = sessions.with(attached);
        assertThat(replaced.countOf(nodeId(1))).isEqualTo(2);
        assertThat(replaced.find(sessionId(1))).contains(attached);
        assertThat(replaced.size()).isEqualTo(3);
    }

    /// An id used again for another node, as a client's retry may do.
    @Test
    void aSessionThatMovesIsCountedWhereItIs() {
        LiveSessions moved = sessions.with(live(3, 1));
        assertThat(moved.countOf(nodeId(1))).isEqualTo(3);
        assertThat(moved.countOf(nodeId(2))).isZero();
    }

    @Test
    void anEndedSessionIsGoneOnce() {
        LiveSessions rest = sessions.without(sessionId(1));
        assertThat(rest.countOf(nodeId(1))).isEqualTo(1);
        assertThat(rest.find(sessionId(1))).isEmpty();
        assertThat(rest.without(sessionId(1))).isSameAs(rest);
        assertThat(sessions.countOf(nodeId(1))).as("the old snapshot").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsAlwaysAgreeWithTheSessions(long seed) {
        Random random = new Random(seed);
        LiveSessions current = LiveSessions.EMPTY;
        for (int step = 0; step < 500; step++) {
            int session = random.nextInt(20);
            current =
                    random.nextInt(3) == 0
                            ? current.without(sessionId(session))
                            : current.with(live(session, random.nextInt(4)));
            Map<Object, Integer> counted = new HashMap<>();
            current.all().forEach(each -> counted.merge(each.nodeId(), 1, Integer::sum));
            for (int node = 0; node < 4; node++) {
                assertThat(current.countOf(nodeId(node)))
                        .as("seed %s, step %s, node %s", seed, step, node)
                        .isEqualTo(counted.getOrDefault(nodeId(node), 0));
            }
        }
    }

    @Test
    void aHolderFindsItsSessionOnANode() {
        LiveSession live = live(1, 1);
        assertThat(sessions.held(nodeId(1), live.session().terms().holder())).contains(live);
        assertThat(sessions.held(nodeId(2), live.session().terms().holder())).isEmpty();
        assertThat(sessions.without(live.id()).held(nodeId(1), live.session().terms().holder()))
                .isEmpty();
    }

    @Test
    void aClientsNewestSessionIsFound() {
        LiveSession older = live(1, 1);
        LiveSession newer = opened(ofClient(live(7, 2), older), 1);
        LiveSessions both = sessions.with(newer);
        ClientId client = older.session().terms().clientId();
        assertThat(both.newestOf(client)).contains(newer);
        assertThat(both.without(newer.id()).newestOf(client)).contains(older);
        assertThat(both.without(newer.id()).without(older.id()).newestOf(client)).isEmpty();
    }

    @Test
    void theNewestComesFirstAndAPageBeginsAfterTheLast() {
        LiveSessions aged =
                LiveSessions.EMPTY
                        .with(opened(live(1, 1), 10))
                        .with(opened(live(2, 1), 30))
                        .with(opened(live(3, 1), 20))
                        .with(opened(live(4, 1), 20));
        assertThat(aged.newestFirst(Optional.empty()))
                .toIterable()
                .extracting(LiveSession::id)
                .containsExactly(sessionId(2), sessionId(3), sessionId(4), sessionId(1));
        Age third = new Age(T0.plusSeconds(20), sessionId(3));
        assertThat(aged.without(sessionId(3)).newestFirst(Optional.of(third)))
                .toIterable()
                .extracting(LiveSession::id)
                .containsExactly(sessionId(4), sessionId(1));
    }

    private static LiveSession opened(LiveSession session, int second) {
        return new LiveSession(
                new Session.Live(
                        session.session().terms(), T0.plusSeconds(second), Attachment.never()),
                session.decision());
    }

    private static LiveSession ofClient(LiveSession session, LiveSession other) {
        SessionTerms terms = session.session().terms();
        return new LiveSession(
                new Session.Live(
                        new SessionTerms(
                                terms.sessionId(),
                                terms.nodeId(),
                                other.session().terms().clientId(),
                                terms.holder(),
                                terms.type(),
                                terms.lifeMaxSeconds()),
                        session.session().openedAt(),
                        session.session().attachment()),
                session.decision());
    }

    private static LiveSession attached(LiveSession session) {
        Attachment attachment = new Attachment.Attached("relay-1", new UUID(5, 1), T0);
        return new LiveSession(
                new Session.Live(
                        session.session().terms(), session.session().openedAt(), attachment),
                session.decision());
    }

    private static LiveSession keyed(LiveSession session, int number) {
        byte[] key = ByteBuffer.allocate(32).putInt(number).array();
        WireGuardKey own = new WireGuardKey(Base64.getEncoder().encodeToString(key));
        return new LiveSession(
                new Session.Live(
                        session.session().terms(),
                        session.session().openedAt(),
                        session.session().attachment(),
                        Optional.of(
                                new Tunnel(new PeerKeys(own, own), TunnelRange.SAMPLE.at(number)))),
                session.decision());
    }

    /// Also where one is told of twice, as with each of its client's sockets.
    @Test
    void whoANodesPeersAreSaysTheirVersionWhateverTheOrder() {
        LiveSession one = keyed(live(1, 1), 2);
        LiveSession two = keyed(live(2, 1), 3);
        LiveSession elsewhere = keyed(live(3, 2), 2);
        LiveSessions there = LiveSessions.EMPTY.with(one).with(two).with(one).with(elsewhere);
        LiveSessions back = LiveSessions.EMPTY.with(elsewhere).with(two).with(live(4, 1)).with(one);

        NodePeers peers = there.peers(one.nodeId());
        assertThat(peers.version()).isEqualTo(back.peers(one.nodeId()).version());
        assertThat(peers.all())
                .extracting(peer -> peer.addresses().ipv4())
                .containsExactly("100.96.0.2", "100.96.0.3");
        assertThat(there.without(two.id()).peers(one.nodeId()).version())
                .isNotEqualTo(peers.version())
                .isEqualTo(LiveSessions.EMPTY.with(one).peers(one.nodeId()).version());
        assertThat(there.without(two.id()).without(one.id()).peers(one.nodeId()))
                .isEqualTo(NodePeers.NONE);
    }
}
