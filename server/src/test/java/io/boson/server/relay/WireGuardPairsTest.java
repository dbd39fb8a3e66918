package io.boson.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.SessionPlace;
import io.boson.projections.session.LiveSession;
import io.boson.relay.flow.IpAddress;
import io.boson.relay.flow.Pair;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the relay is told of a session.
class WireGuardPairsTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final InetAddress CLIENT_AT = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress NODE_AT = InetAddress.ofLiteral("2001:db8::7");

    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final LastHeartbeats heartbeats = new LastHeartbeats(3);

    @Test
    void bothEndsAreExpectedWhereTheySpokeToTheApi() {
        log.append(Samples.envelope(NODE.registered(Samples.T0)));
        log.append(Samples.envelope(Samples.keyed(1, NODE, Samples.T0)));
        log.append(
                Samples.envelope(
                        new SessionPlace.AskedFrom(
                                Samples.sessionId(1),
                                NODE.id(),
                                CLIENT_AT.getHostAddress(),
                                Samples.T0)));
        heartbeats.heard(NODE.id(), NODE_AT);
        LiveSession live = sessions.snapshot().find(Samples.sessionId(1)).orElseThrow();

        Pair pair = WireGuardPairs.pair(live, heartbeats.find(NODE.id())).orElseThrow();

        assertThat(pair.clientIp()).contains(IpAddress.of(CLIENT_AT));
        assertThat(pair.nodeIp()).contains(IpAddress.of(NODE_AT));
        assertThat(WireGuardPairs.pair(live, Optional.empty()).orElseThrow().nodeIp()).isEmpty();
    }

    @Test
    void aSessionWithoutATunnelIsNoPair() {
        log.append(Samples.envelope(NODE.registered(Samples.T0)));
        log.append(Samples.envelope(Samples.requested(1, NODE, Samples.T0)));
        LiveSession live = sessions.snapshot().find(Samples.sessionId(1)).orElseThrow();

        assertThat(WireGuardPairs.pair(live, Optional.of(NODE_AT))).isEmpty();
    }
}
