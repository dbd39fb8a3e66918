package io.boson.streams.state;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.session.Attachment;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.RouteType;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionRefusal;
import io.boson.events.session.SessionTerms;
import io.boson.events.session.Traffic;
import io.boson.events.telemetry.NodeStatus;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.load.SampledLoad;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionPlaces;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every case of every sealed state comes back from its bytes.
final class StateJsonTest {

    private static final NodeSample SAMPLE = NodeSample.of(1);
    private static final LogPosition POSITION = new LogPosition(Topic.SESSIONS, 3, 42);
    private static final SessionTerms TERMS =
            new SessionTerms(
                    Samples.sessionId(1),
                    SAMPLE.id(),
                    Samples.clientId(1),
                    Samples.holder(1),
                    RouteType.RELAY,
                    86_400);
    private static final NodeCapacity CAPACITY = new NodeCapacity(true, 100, false, 17);

    private static Node lost(Node active) {
        return active.evolve(new NodeEvent.WentSilent(SAMPLE.id(), 12, T0))
                .evolve(new NodeEvent.Removed(SAMPLE.id(), RemovalReason.SILENCE, T0, T0));
    }

    /// Written before a departed node kept what it was.
    @Test
    void aDepartureOfAnEarlierReleaseIsStillRead() {
        String old =
                """
                {"is":"departed","id":"%s","why":"REMOVED_FOR_SILENCE",\
                "registeredAt":"2026-01-01T00:00:00.000Z","at":"2026-01-01T00:10:00.000Z"}"""
                        .formatted(SAMPLE.id());

        Node read = new StateJson<>(Node.class).read(old.getBytes(StandardCharsets.UTF_8));

        assertThat(read)
                .isInstanceOfSatisfying(
                        Node.Departed.class, departed -> assertThat(departed.last()).isEmpty());
    }

    static List<Node> nodes() {
        Node active = Node.unknown().evolve(SAMPLE.registered(T0));
        return List.of(
                Node.unknown(),
                active,
                active.evolve(new NodeEvent.WentSilent(SAMPLE.id(), 12, T0.plusSeconds(90))),
                active.evolve(new NodeEvent.Degraded(SAMPLE.id(), T0)),
                lost(active),
                active.evolve(new NodeEvent.Drained(SAMPLE.id(), T0.plusSeconds(300), T0, T0)),
                active.evolve(new NodeEvent.Deregistered(SAMPLE.id(), T0, T0.plusSeconds(1))));
    }

    static List<Attachment> attachments() {
        return List.of(
                Attachment.never(),
                new Attachment.Attached("relay-1", Samples.connection(1), T0),
                new Attachment.Detached(T0));
    }

    static List<Session.Ending> endings() {
        return List.of(
                new Session.Ending.Refused(SessionRefusal.NODE_FULL),
                new Session.Ending.Closed(SessionEvent.CloseReason.BY_OPERATOR),
                new Session.Ending.Expired());
    }

    static List<Session> sessions() {
        return List.of(
                Session.unknown(),
                Session.unknown().evolve(Samples.requested(1, SAMPLE, T0)),
                new Session.Live(TERMS, T0, attachments().get(0)),
                new Session.Live(TERMS, T0, attachments().get(1)),
                new Session.Live(TERMS, T0, attachments().get(2)),
                new Session.Ended(TERMS, endings().get(0), T0),
                new Session.Ended(TERMS, endings().get(1), T0),
                new Session.Ended(TERMS, endings().get(2), T0));
    }

    static List<SessionEvent.OfSession> sessionEvents() {
        return List.of(
                Samples.requested(1, SAMPLE, T0),
                new SessionEvent.Opened(Samples.sessionId(1), SAMPLE.id(), CAPACITY, 3, T0),
                new SessionEvent.Refused(
                        Samples.sessionId(1),
                        SAMPLE.id(),
                        SessionRefusal.NODE_DRAINING,
                        Optional.empty(),
                        CAPACITY,
                        3,
                        T0),
                new SessionEvent.Attached(
                        Samples.sessionId(1), SAMPLE.id(), "relay-1", Samples.connection(1), T0),
                new SessionEvent.Detached(
                        Samples.sessionId(1),
                        SAMPLE.id(),
                        "relay-1",
                        Samples.connection(1),
                        "replaced",
                        new Traffic(1, 2, 3, 4),
                        T0),
                new SessionEvent.Closed(
                        Samples.sessionId(1), SAMPLE.id(), SessionEvent.CloseReason.NODE_GONE, T0),
                new SessionEvent.Expired(Samples.sessionId(1), SAMPLE.id(), T0));
    }

    @Test
    void theSamplesAreAllThereIs() {
        assertThat(casesOf(nodes())).containsExactlyInAnyOrder(permitted(Node.class));
        assertThat(casesOf(attachments())).containsExactlyInAnyOrder(permitted(Attachment.class));
        assertThat(casesOf(endings())).containsExactlyInAnyOrder(permitted(Session.Ending.class));
        assertThat(casesOf(sessions())).containsExactlyInAnyOrder(permitted(Session.class));
        assertThat(casesOf(sessionEvents()))
                .containsExactlyInAnyOrder(permitted(SessionEvent.OfSession.class));
        List<Membership.Silence> silences =
                nodes().stream()
                        .flatMap(node -> node.present().stream())
                        .map(Membership::silence)
                        .toList();
        assertThat(casesOf(silences))
                .containsExactlyInAnyOrder(permitted(Membership.Silence.class));
    }

    private static List<String> casesOf(List<?> samples) {
        return samples.stream().map(each -> each.getClass().getName()).distinct().toList();
    }

    private static String[] permitted(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getName)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void nodesComeBack(Node node) {
        for (Attachment socket : attachments()) {
            assertComesBack(NodeEntry.class, new NodeEntry(node, 7, socket, 9));
            NodeLoad load = new NodeLoad(5, T0, NodeStatus.DEGRADED, Optional.of(Samples.BUSY));
            assertComesBack(FleetNode.class, new FleetNode(node, load, socket, 7));
            SampledLoad sampled = new SampledLoad(3, T0, Samples.BUSY);
            assertComesBack(
                    FleetNode.class, new FleetNode(node, load, Optional.of(sampled), socket, 7));
            assertComesBack(SampledEntry.class, new SampledEntry(sampled, SampledLoad.NONE));
            assertComesBack(FleetNode.class, new FleetNode(node, NodeLoad.NONE, socket, 7));
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void sessionsComeBack(Session session) {
        assertComesBack(SessionEntry.class, new SessionEntry(session, 42, POSITION));
        assertComesBack(ArbiterEntry.class, entry(session, Optional.empty()));
        if (session instanceof Session.Live live) {
            assertComesBack(LiveSession.class, new LiveSession(live, POSITION));
        }
    }

    @ParameterizedTest
    @MethodSource("sessionEvents")
    void tentativeOutcomesComeBack(SessionEvent.OfSession outcome) {
        Session requested = Session.unknown().evolve(Samples.requested(1, SAMPLE, T0));
        assertComesBack(ArbiterEntry.class, entry(requested, Optional.of(outcome)));
    }

    private static ArbiterEntry entry(Session session, Optional<SessionEvent.OfSession> tentative) {
        return new ArbiterEntry(session, 42, T0.toEpochMilli(), "event-1", "request-1", tentative);
    }

    @Test
    void noStateIsNoBytes() {
        var serde = new StateJson<>(NodeEntry.class).serde();
        assertThat(serde.serializer().serialize("nodes", null)).isNull();
        assertThat(serde.deserializer().deserialize("nodes", (byte[]) null)).isNull();
    }

    @Test
    void bytesOfSomethingElseAreRefused() {
        StateJson<SessionEntry> json = new StateJson<>(SessionEntry.class);
        for (String text :
                List.of(
                        "",
                        "no",
                        "[]",
                        "{}",
                        "{\"session\":{\"is\":\"unknown\"},\"offset\":1,\"decision\":\"here\"}",
                        "{\"session\":{\"is\":\"new\"},\"offset\":1,"
                                + "\"decision\":\"sessions-3-42\"}")) {
            assertThatThrownBy(() -> json.read(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(SerializationException.class);
        }
    }

    /// Before addresses rested there was nothing but sessions, which said nothing of what they are.
    @Test
    void anArbitersEntryOfAnEarlierReleaseIsStillRead() {
        ArbiterEntry entry =
                new ArbiterEntry(
                        Session.unknown().evolve(Samples.keyed(1, SAMPLE, T0)),
                        5,
                        T0.toEpochMilli(),
                        "event-1",
                        "request-1",
                        Optional.empty());
        RestingAddresses resting =
                new RestingAddresses(SAMPLE.id(), TunnelRange.SAMPLE.at(2), T0.toEpochMilli());
        StateJson<ArbiterRecord> json = new StateJson<>(ArbiterRecord.class);
        String text = new String(json.write(entry), StandardCharsets.UTF_8);
        assertThat(text).startsWith("{\"is\":\"arbiterEntry\",");
        String old = text.replaceFirst("\"is\":\"arbiterEntry\",", "");
        assertThat(json.read(old.getBytes(StandardCharsets.UTF_8))).isEqualTo(entry);
        assertThat(json.read(json.write(entry))).isEqualTo(entry);
        assertThat(json.read(json.write(resting))).isEqualTo(resting);
    }

    /// What lies in `fleet` and `live` is read by others: members may come, none may go or change.
    /// An approved file is never edited; a new shape gets a new file, and the old ones stay.
    @Test
    void theCompactedTopicsKeepTheirShape() throws IOException {
        FleetNode node =
                new FleetNode(
                        Node.unknown()
                                .evolve(SAMPLE.registered(T0))
                                .evolve(new NodeEvent.WentSilent(SAMPLE.id(), 12, T0)),
                        new NodeLoad(5, T0, NodeStatus.ONLINE, Optional.of(Samples.CALM)),
                        new Attachment.Detached(T0),
                        7);
        assertApproved("fleet-1.json", FleetNode.class, node);
        FleetNode sampled =
                new FleetNode(
                        node.node(),
                        node.load(),
                        Optional.of(new SampledLoad(3, T0, Samples.BUSY)),
                        node.socket(),
                        7);
        assertApproved("fleet-2.json", FleetNode.class, sampled);
        LiveSession session =
                new LiveSession(new Session.Live(TERMS, T0, attachments().get(1)), POSITION);
        assertApproved("live-1.json", LiveSession.class, session);
        Tunnel tunnel =
                new Tunnel(new PeerKeys(Samples.key(2), Samples.key(1)), TunnelRange.SAMPLE.at(2));
        LiveSession keyed =
                new LiveSession(
                        new Session.Live(TERMS, T0, Attachment.never(), Optional.of(tunnel)),
                        POSITION,
                        Optional.empty(),
                        Optional.of(
                                new SessionPlaces(
                                        Optional.of("192.0.2.7"),
                                        List.of(new SessionPlaces.Candidate("192.0.2.7", 4_000)),
                                        T0,
                                        7)));
        assertApproved("live-2.json", LiveSession.class, keyed);
    }

    private static <T> void assertApproved(String name, Class<T> type, T state) throws IOException {
        StateJson<T> json = new StateJson<>(type);
        try (InputStream in = StateJsonTest.class.getResourceAsStream("/approved/" + name)) {
            String approved =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            assertThat(json.read(approved.getBytes(StandardCharsets.UTF_8))).isEqualTo(state);
            assertThat(json.write(state)).asString(StandardCharsets.UTF_8).isEqualTo(approved);
        }
    }

    private static <T> void assertComesBack(Class<T> type, T state) {
        StateJson<T> json = new StateJson<>(type);
        assertThat(json.read(json.write(state))).isEqualTo(state);
    }
}
