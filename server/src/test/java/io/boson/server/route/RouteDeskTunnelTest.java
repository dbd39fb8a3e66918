package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeProfile;
import io.boson.events.node.WireGuardKey;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionPlace;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.session.LiveSession;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients with a WireGuard key.
class RouteDeskTunnelTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final WireGuardKey KEY = Samples.key(501);
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress AWAY = InetAddress.ofLiteral("2001:db8::7");

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final Random random = new Random(1);
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final RouteDesk desk =
            new RouteDesk(
                    fleet,
                    sessions,
                    RoutePolicy.DEFAULT,
                    log,
                    new Envelopes(clock, random),
                    clock,
                    random,
                    new RouteTally(() -> 0),
                    (id, position) -> {});

    private WireGuardKey nodeKey = KEY;

    @BeforeEach
    void register() {
        NodeEvent.Registered registered = NODE.registered(Samples.T0);
        nodeKey = registered.profile().publicKey();
        log.append(Samples.envelope(registered));
    }

    private LiveSession open(Optional<WireGuardKey> key, InetAddress from) {
        RouteOutcome outcome =
                desk.open(
                        new RouteDesk.Command(
                                Samples.clientId(1),
                                new RouteRequirements(
                                        Optional.of(NODE.id()),
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Samples.ROUTE_CLIENT,
                                Optional.empty(),
                                Samples.holder(1),
                                Duration.ofHours(1),
                                key,
                                from,
                                new Origin("request-1", "anonymous", Optional.empty())));
        assertThat(outcome).isInstanceOf(RouteOutcome.Opened.class);
        return ((RouteOutcome.Opened) outcome).session();
    }

    @Test
    void bothKeysAreAskedWithAndTheAddressesComeBack() {
        LiveSession live = open(Optional.of(KEY), HOME);
        assertThat(live.session().tunnel())
                .contains(new Tunnel(new PeerKeys(KEY, nodeKey), TunnelRange.SAMPLE.at(2)));
    }

    @Test
    void whereAClientWithAKeyAsksFromIsNotedOnceEach() {
        open(Optional.of(KEY), HOME);
        open(Optional.of(KEY), HOME);
        open(Optional.of(KEY), AWAY);
        assertThat(log.events(SessionPlace.AskedFrom.class))
                .extracting(SessionPlace.AskedFrom::address)
                .containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
    }

    @Test
    void whereAClientWithoutOneAsksFromIsNobodysBusiness() {
        open(Optional.empty(), HOME);
        assertThat(log.events(SessionPlace.AskedFrom.class)).isEmpty();
    }

    @Test
    void aSessionWithAnotherKeyOfTheClientEnds() {
        LiveSession first = open(Optional.of(KEY), HOME);
        LiveSession second = open(Optional.of(Samples.key(502)), HOME);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(log.events(SessionEvent.Closed.class))
                .extracting(SessionEvent.Closed::sessionId)
                .containsExactly(first.id());
    }

    /// Its node would not answer to the old key.
    @Test
    void aSessionWithAnEarlierKeyOfTheNodeEnds() {
        LiveSession first = open(Optional.of(KEY), HOME);
        WireGuardKey rotated = Samples.key(99);
        var profile = NODE.registered(Samples.T0).profile();
        log.append(
                Samples.envelope(
                        new NodeEvent.KeyRotated(
                                NODE.id(),
                                new NodeProfile(
                                        rotated,
                                        profile.networkInfo(),
                                        profile.capabilities(),
                                        profile.location(),
                                        profile.heartbeatIntervalSeconds()),
                                Samples.registrationId(7),
                                nodeKey,
                                Samples.T0,
                                Samples.T0)));
        LiveSession second = open(Optional.of(KEY), HOME);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.session().tunnel().orElseThrow().keys())
                .isEqualTo(new PeerKeys(KEY, rotated));
    }

    @Test
    void aClientThatBringsNoKeyIsGivenWhatItHas() {
        LiveSession first = open(Optional.of(KEY), HOME);
        assertThat(open(Optional.empty(), HOME).id()).isEqualTo(first.id());
    }
}
