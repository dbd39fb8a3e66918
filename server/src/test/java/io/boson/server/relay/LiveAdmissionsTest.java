package io.boson.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Decision;
import io.boson.events.Event;
import io.boson.events.node.Node;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeDecider;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.Traffic;
import io.boson.projections.session.LiveSession;
import io.boson.relay.Admission;
import io.boson.relay.AttachRequest;
import io.boson.relay.PrincipalId;
import io.boson.relay.RefusalReason;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.IssuedToken;
import io.boson.server.token.Principal;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenIssuer;
import io.boson.server.token.TokenVerifier;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveAdmissionsTest {

    private static final SigningKeys KEYS = SigningKeys.generate();
    private static final TokenConfig CONFIG = TokenConfig.defaults(Path.of("unused"));
    private static final InetSocketAddress REMOTE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    private static final NodeSample NODE = NodeSample.of(1);
    private static final NodeSample OTHER = NodeSample.of(2);

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final TokenIssuer issuer = issuer(KEYS);
    private final UnlimitedBudget budget = new UnlimitedBudget();
    private final TokenVerifier verifier =
            new TokenVerifier(KEYS, CONFIG, clock, budget, (_, _) -> false);
    private boolean ready = true;
    private final LiveAdmissions admissions =
            new LiveAdmissions(fleet, sessions, verifier, () -> ready);

    @BeforeEach
    void twoNodesAndASession() {
        append(NODE.registered(Samples.T0));
        append(OTHER.registered(Samples.T0));
        append(Samples.requested(1, NODE, Samples.T0));
        append(Samples.requested(2, NODE, Samples.T0));
    }

    @Test
    void aNodeWithItsTokenIsANodesEnd() {
        assertThat(admit(NODE.id(), node(NODE, Samples.T0)))
                .isEqualTo(new Admission.NodeEnd(NODE.id()));
        assertThat(admit(NODE.id().toString().toUpperCase(Locale.ROOT), nodeToken()))
                .isEqualTo(new Admission.NodeEnd(NODE.id()));
    }

    @Test
    void aNodeWithAnotherTokenIsNobody() {
        assertRefused(RefusalReason.UNAUTHORIZED, NODE.id(), node(OTHER, Samples.T0));
        assertRefused(RefusalReason.UNAUTHORIZED, NODE.id(), session(1));
        assertRefused(RefusalReason.UNAUTHORIZED, NODE.id(), issuer.operator("ann"));
        assertRefused(RefusalReason.UNAUTHORIZED, NODE.id(), issuer.enrolment("k"));
        assertRefused(
                RefusalReason.UNAUTHORIZED,
                NODE.id(),
                issuer(SigningKeys.generate())
                        .node(NODE.id(), NODE.registration().toString(), Samples.T0));
        assertThat(admissions.admit(request(NODE.id().toString(), Optional.empty())))
                .isEqualTo(refused(RefusalReason.UNAUTHORIZED));
    }

    @Test
    void withLegacyANodeWithoutATokenIsLetInFromWhereItsLastHeartbeatCame() {
        LastHeartbeats heartbeats = new LastHeartbeats(2);
        LiveAdmissions legacy =
                new LiveAdmissions(fleet, sessions, verifier, () -> true, heartbeats);
        AttachRequest tokenless = request(NODE.id().toString(), Optional.empty());
        assertThat(legacy.admit(tokenless)).isEqualTo(refused(RefusalReason.UNAUTHORIZED));

        heartbeats.heard(NODE.id(), REMOTE.getAddress());
        assertThat(legacy.admit(tokenless)).isEqualTo(new Admission.NodeEnd(NODE.id()));
        assertThat(legacy.admit(request(OTHER.id().toString(), Optional.empty())))
                .isEqualTo(refused(RefusalReason.UNAUTHORIZED));
        assertThat(admissions.admit(tokenless)).isEqualTo(refused(RefusalReason.UNAUTHORIZED));

        heartbeats.heard(NODE.id(), InetAddress.ofLiteral("192.0.2.1"));
        assertThat(legacy.admit(tokenless)).isEqualTo(refused(RefusalReason.UNAUTHORIZED));
    }

    @Test
    void withLegacyAWrongTokenIsStillWrongAndAClientStillNeedsOne() {
        LastHeartbeats heartbeats = new LastHeartbeats(2);
        heartbeats.heard(NODE.id(), REMOTE.getAddress());
        LiveAdmissions legacy =
                new LiveAdmissions(fleet, sessions, verifier, () -> true, heartbeats);

        assertThat(
                        legacy.admit(
                                request(
                                        NODE.id().toString(),
                                        Optional.of(node(OTHER, Samples.T0).text()))))
                .isEqualTo(refused(RefusalReason.UNAUTHORIZED));
        assertThat(legacy.admit(request(Samples.sessionId(1).toString(), Optional.empty())))
                .isEqualTo(refused(RefusalReason.UNAUTHORIZED));
    }

    @Test
    void heartbeatsOfTooManyNodesAreForgottenOldestFirst() {
        LastHeartbeats heartbeats = new LastHeartbeats(1);
        heartbeats.heard(NODE.id(), REMOTE.getAddress());
        heartbeats.heard(OTHER.id(), REMOTE.getAddress());

        assertThat(heartbeats.mayAttach(NODE.id(), REMOTE.getAddress())).isFalse();
        assertThat(heartbeats.mayAttach(OTHER.id(), REMOTE.getAddress())).isTrue();
    }

    @Test
    void aTokenOfAnEarlierLifetimeOpensNothing() {
        assertRefused(
                RefusalReason.UNAUTHORIZED, NODE.id(), node(NODE, Samples.T0.minusSeconds(60)));
    }

    @Test
    void aNodesExpiredTokenOpensNothing() {
        IssuedToken token = node(NODE, Samples.T0);
        append(attachedNode());
        clock.advance(CONFIG.nodeLifetime().plusMinutes(1));

        assertRefused(RefusalReason.UNAUTHORIZED, NODE.id(), token);
    }

    @Test
    void aSilentNodeIsNotOnline() {
        append(new NodeEvent.WentSilent(NODE.id(), NodeEvent.NO_HEARTBEAT, Samples.T0));

        assertRefused(RefusalReason.NODE_NOT_ONLINE, NODE.id(), node(NODE, Samples.T0));
        assertRefused(RefusalReason.UNAUTHORIZED, NODE.id(), node(OTHER, Samples.T0));
    }

    @Test
    void aDepartedNodeIsNoEnd() {
        if (NodeDecider.decide(
                        fleet.find(NODE.id()), new NodeCommand.Deregister(NODE.id()), Samples.T0)
                instanceof Decision.Accepted(var departure)) {
            departure.forEach(this::append);
        }
        assertThat(fleet.find(NODE.id())).isInstanceOf(Node.Departed.class);

        assertRefused(RefusalReason.INVALID_SESSION, NODE.id(), node(NODE, Samples.T0));
    }

    @Test
    void aClientWithItsTokenIsASessionsEnd() {
        assertThat(admit(Samples.sessionId(1), session(1)))
                .isEqualTo(clientEnd("address:4/7f000001"));
    }

    /// Its rate is that of the key that opened it, wherever it comes from.
    @Test
    void aClientWhoseSessionAKeyOpenedAnswersAsThatKey() {
        IssuedToken token =
                issuer.session(client(1, Optional.of("client:k1")), Samples.T0.plusSeconds(60));

        assertThat(admit(Samples.sessionId(1), token)).isEqualTo(clientEnd("client:k1"));
    }

    /// Of whom nothing is known, the address is: an IPv6 network of 64 bits counts as one.
    @Test
    void othersAnswerAsTheirAddress() {
        assertThat(from("2001:db8::1"))
                .isEqualTo(from("2001:db8::9:9"))
                .isNotEqualTo(from("2001:db8:0:1::1"))
                .isNotEqualTo(from("192.0.2.1"));
        assertThat(from("192.0.2.1")).isNotEqualTo(from("192.0.2.2"));
    }

    private Admission from(String address) {
        return admissions.admit(
                new AttachRequest(
                        Samples.sessionId(1).toString(),
                        Optional.of(session(1).text()),
                        new InetSocketAddress(InetAddress.ofLiteral(address), 40_000)));
    }

    @Test
    void aClientWithAnotherTokenIsNobody() {
        assertRefused(RefusalReason.UNAUTHORIZED, Samples.sessionId(1), session(2));
        assertRefused(RefusalReason.UNAUTHORIZED, Samples.sessionId(1), node(NODE, Samples.T0));
        assertRefused(RefusalReason.UNAUTHORIZED, Samples.sessionId(1), issuer.operator("ann"));
        assertThat(admissions.admit(request(Samples.sessionId(1).toString(), Optional.of("x.y.z"))))
                .isEqualTo(refused(RefusalReason.UNAUTHORIZED));
    }

    @Test
    void anExpiredTokenIsNoFirstAttachment() {
        IssuedToken token = session(1);
        clock.advance(Duration.ofMinutes(3));

        assertRefused(RefusalReason.UNAUTHORIZED, Samples.sessionId(1), token);
    }

    @Test
    void theHolderOfAnExpiredTokenComesBackToASessionThatLives() {
        IssuedToken token = session(1);
        IssuedToken another = session(2);
        append(attached(1));
        clock.advance(Duration.ofHours(3));

        assertThat(admit(Samples.sessionId(1), token)).isEqualTo(clientEnd("address:4/7f000001"));
        assertRefused(RefusalReason.UNAUTHORIZED, Samples.sessionId(1), another);
    }

    @Test
    void alsoAfterItWasDetached() {
        IssuedToken token = session(1);
        append(attached(1));
        append(
                new SessionEvent.Detached(
                        Samples.sessionId(1),
                        NODE.id(),
                        "relay-1",
                        Samples.connection(1),
                        "peer-closed",
                        Traffic.NONE,
                        Samples.T0.plusSeconds(5)));
        clock.advance(Duration.ofMinutes(3));

        assertThat(admit(Samples.sessionId(1), token)).isInstanceOf(Admission.ClientEnd.class);
    }

    @Test
    void anEndedSessionIsNoEnd() {
        IssuedToken token = session(1);
        append(
                new SessionEvent.Closed(
                        Samples.sessionId(1),
                        NODE.id(),
                        SessionEvent.CloseReason.BY_CLIENT,
                        Samples.T0));

        assertRefused(RefusalReason.INVALID_SESSION, Samples.sessionId(1), token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "", "..", "01900000-0000-7003-8000-00000000ffff"})
    void whatNamesNothingIsNoEnd(String id) {
        assertThat(admit(id, nodeToken())).isEqualTo(refused(RefusalReason.INVALID_SESSION));
    }

    @Test
    void beforeAllIsKnownNobodyIsJudged() {
        ready = false;

        assertRefused(RefusalReason.TRY_AGAIN_LATER, NODE.id(), node(NODE, Samples.T0));
        assertThat(admit("junk", nodeToken())).isEqualTo(refused(RefusalReason.TRY_AGAIN_LATER));
    }

    /// As after a restart, when all come back at once: they did nothing wrong.
    @Test
    void whoseTokenWasNotLookedAtIsToldToComeBack() {
        IssuedToken known = node(OTHER, Samples.T0);
        assertThat(admit(OTHER.id(), known)).isInstanceOf(Admission.NodeEnd.class);
        budget.exhaust();

        assertRefused(RefusalReason.TRY_AGAIN_LATER, NODE.id(), node(NODE, Samples.T0));
        assertRefused(RefusalReason.TRY_AGAIN_LATER, Samples.sessionId(1), session(1));
        assertThat(admit(OTHER.id(), known)).isInstanceOf(Admission.NodeEnd.class);
    }

    private void append(Event event) {
        log.append(Samples.envelope(event));
    }

    private static SessionEvent attached(int number) {
        return new SessionEvent.Attached(
                Samples.sessionId(number),
                NODE.id(),
                "relay-1",
                Samples.connection(number),
                Samples.T0.plusSeconds(1));
    }

    private static SessionEvent attachedNode() {
        return new SessionEvent.NodeAttached(
                NODE.id(), "relay-1", Samples.connection(9), Samples.T0.plusSeconds(1));
    }

    private TokenIssuer issuer(SigningKeys keys) {
        return new TokenIssuer(keys, CONFIG, clock, new Random(1));
    }

    private IssuedToken node(NodeSample node, Instant registeredAt) {
        return issuer.node(node.id(), node.registration().toString(), registeredAt);
    }

    private IssuedToken nodeToken() {
        return node(NODE, Samples.T0);
    }

    private IssuedToken session(int number) {
        LiveSession live = sessions.snapshot().find(Samples.sessionId(number)).orElseThrow();
        return issuer.session(client(number, Optional.empty()), live.expiresAt());
    }

    private static Principal.ClientSession client(int number, Optional<String> openedBy) {
        return new Principal.ClientSession(Samples.sessionId(number), NODE.id(), openedBy);
    }

    private static Admission clientEnd(String principal) {
        return new Admission.ClientEnd(Samples.sessionId(1), NODE.id(), new PrincipalId(principal));
    }

    private void assertRefused(RefusalReason reason, Object id, IssuedToken token) {
        assertThat(admit(id, token)).isEqualTo(refused(reason));
    }

    private Admission admit(Object id, IssuedToken token) {
        return admissions.admit(request(id.toString(), Optional.of(token.text())));
    }

    private static AttachRequest request(String id, Optional<String> token) {
        return new AttachRequest(id, token, REMOTE);
    }

    private static Admission refused(RefusalReason reason) {
        return new Admission.Refused(reason);
    }
}
