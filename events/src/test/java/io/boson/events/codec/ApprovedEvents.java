package io.boson.events.codec;

import static io.boson.events.Samples.BARE_PROFILE;
import static io.boson.events.Samples.CAPACITY;
import static io.boson.events.Samples.CLIENT;
import static io.boson.events.Samples.CONNECTION;
import static io.boson.events.Samples.HOLDER;
import static io.boson.events.Samples.KEY;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.NO_DECISION;
import static io.boson.events.Samples.OTHER_KEY;
import static io.boson.events.Samples.PROFILE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.REQUEST;
import static io.boson.events.Samples.SESSION;
import static io.boson.events.Samples.TRAFFIC;
import static io.boson.events.Samples.UNKNOWN_CLIENT;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.keyed;
import static io.boson.events.Samples.metrics;
import static io.boson.events.Samples.registration;
import static io.boson.events.Samples.sample;

import io.boson.events.Event;
import io.boson.events.access.AccessEvent;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.relay.RelayEvent;
import io.boson.events.routing.PolicyEvent;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.RouteReason;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionRefusal;
import io.boson.events.session.SessionRequest;
import io.boson.events.session.SessionUsage;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.events.telemetry.NodeStatus;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.TunnelRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The events whose bytes are approved, by the name of their file.
final class ApprovedEvents {

    private ApprovedEvents() {}

    static Map<String, Event> all() {
        return Stream.of(
                        node(),
                        heartbeat(),
                        submitted(),
                        session(),
                        tunnel(),
                        socket(),
                        access(),
                        routing(),
                        relay())
                .map(Map::entrySet)
                .flatMap(Set::stream)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Event> node() {
        return Map.ofEntries(
                Map.entry(
                        "io.boson.node.registered.v1",
                        new NodeEvent.Registered(NODE, PROFILE, REGISTRATION, at(0))),
                Map.entry(
                        "io.boson.node.registered.v1.bare",
                        new NodeEvent.Registered(NODE, BARE_PROFILE, REGISTRATION, at(0))),
                Map.entry(
                        "io.boson.node.reregistered.v1",
                        new NodeEvent.Reregistered(NODE, PROFILE, registration(2), at(0), at(60))),
                Map.entry(
                        "io.boson.node.key-rotated.v1",
                        new NodeEvent.KeyRotated(
                                NODE, BARE_PROFILE, registration(3), KEY, at(0), at(61))),
                Map.entry(
                        "io.boson.node.drained.v1",
                        new NodeEvent.Drained(NODE, at(62).plusSeconds(300), at(0), at(62))),
                Map.entry("io.boson.node.resumed.v1", new NodeEvent.Resumed(NODE, at(0), at(63))),
                Map.entry("io.boson.node.revived.v1", new NodeEvent.Revived(NODE, at(0), at(300))),
                Map.entry(
                        "io.boson.node.went-silent.v1",
                        new NodeEvent.WentSilent(NODE, 4_711, at(150))),
                Map.entry(
                        "io.boson.node.went-silent.v1.never-heard",
                        new NodeEvent.WentSilent(NODE, NodeEvent.NO_HEARTBEAT, at(150))),
                Map.entry("io.boson.node.came-back.v1", new NodeEvent.CameBack(NODE, at(160))),
                Map.entry("io.boson.node.degraded.v1", new NodeEvent.Degraded(NODE, at(170))),
                Map.entry("io.boson.node.recovered.v1", new NodeEvent.Recovered(NODE, at(180))),
                Map.entry(
                        "io.boson.node.deregistered.v1",
                        new NodeEvent.Deregistered(NODE, at(0), at(190))),
                Map.entry(
                        "io.boson.node.removed.v1",
                        new NodeEvent.Removed(NODE, RemovalReason.SILENCE, at(0), at(200))));
    }

    private static Map<String, Event> heartbeat() {
        return Map.of(
                "io.boson.node.heartbeat.v1",
                new Heartbeat(
                        NODE,
                        REGISTRATION,
                        Optional.of(NodeStatus.ONLINE),
                        Optional.of(metrics(7, 40.5, 0)),
                        at(30)),
                "io.boson.node.heartbeat.v1.bare",
                new Heartbeat(NODE, REGISTRATION, Optional.empty(), Optional.empty(), at(30)));
    }

    private static Map<String, Event> submitted() {
        MetricSample bare = sample(at(30), OptionalLong.empty(), Counting.AMOUNTS);
        MetricSample full = sample(at(20), OptionalLong.of(-10_000), Counting.CUMULATIVE);
        return Map.of(
                "io.boson.node.metrics.v1",
                new MetricsSubmitted(NODE, REGISTRATION, List.of(full), at(30)),
                "io.boson.node.metrics.v1.bare",
                new MetricsSubmitted(NODE, REGISTRATION, List.of(bare, bare), at(30)));
    }

    private static Map<String, Event> session() {
        return Map.of(
                "io.boson.session.route-refused.v1",
                new SessionEvent.RouteRefused(
                        UUID.fromString("019a1b2c-3d4e-7f50-8a6b-7c8d9eafb0c3"),
                        CLIENT,
                        NO_DECISION,
                        at(0)),
                "io.boson.session.refused.v1.already-open",
                new SessionEvent.Refused(
                        SESSION,
                        NODE,
                        SessionRefusal.ALREADY_OPEN,
                        SessionId.parse("019a1b2c-3d4e-7f50-8a6b-7c8d9eafb0c2"),
                        CAPACITY,
                        2,
                        at(1)),
                "io.boson.session.requested.v1",
                new SessionEvent.Requested(REQUEST, at(0)),
                "io.boson.session.requested.v1.bare",
                new SessionEvent.Requested(bareRequest(), at(0)),
                "io.boson.session.opened.v1",
                new SessionEvent.Opened(SESSION, NODE, CAPACITY, 1, at(1)),
                "io.boson.session.refused.v1",
                new SessionEvent.Refused(
                        SESSION,
                        NODE,
                        SessionRefusal.NODE_FULL,
                        Optional.empty(),
                        CAPACITY,
                        2,
                        at(1)),
                "io.boson.session.closed.v1",
                new SessionEvent.Closed(SESSION, NODE, CloseReason.BY_CLIENT, at(30)),
                "io.boson.session.expired.v1",
                new SessionEvent.Expired(SESSION, NODE, at(30)));
    }

    private static Map<String, Event> tunnel() {
        return Map.of(
                "io.boson.session.requested.v1.tunnel",
                new SessionEvent.Requested(
                        keyed(bareRequest(), new PeerKeys(OTHER_KEY, KEY)), at(0)),
                "io.boson.session.opened.v1.tunnel",
                new SessionEvent.Opened(
                        SESSION, NODE, CAPACITY, 1, Optional.of(TunnelRange.SAMPLE.at(2)), at(1)),
                "io.boson.session.asked-from.v1",
                new SessionPlace.AskedFrom(SESSION, NODE, "203.0.113.7", at(1)),
                "io.boson.session.candidate-offered.v1",
                new SessionPlace.CandidateOffered(SESSION, NODE, "2001:db8::7", 51_820, at(2)),
                "io.boson.session.candidate-withdrawn.v1",
                new SessionPlace.CandidateWithdrawn(SESSION, NODE, "2001:db8::7", 51_820, at(3)));
    }

    private static Map<String, Event> socket() {
        return Map.of(
                "io.boson.session.attached.v1",
                new SessionEvent.Attached(SESSION, NODE, "relay-1", CONNECTION, at(10)),
                "io.boson.session.detached.v1",
                new SessionEvent.Detached(
                        SESSION, NODE, "relay-1", CONNECTION, "socket-closed", TRAFFIC, at(20)),
                "io.boson.session.usage.v1",
                new SessionUsage(
                        SESSION,
                        NODE,
                        "relay-1",
                        CONNECTION,
                        "203.0.113.7",
                        40123,
                        TRAFFIC,
                        at(15)),
                "io.boson.session.node-attached.v1",
                new SessionEvent.NodeAttached(NODE, "relay-1", CONNECTION, at(10)),
                "io.boson.session.node-detached.v1",
                new SessionEvent.NodeDetached(
                        NODE, "relay-1", CONNECTION, "replaced", TRAFFIC, at(20)));
    }

    private static Map<String, Event> relay() {
        return Map.of(
                "io.boson.relay.started.v1",
                new RelayEvent.Started("relay-1", "wss://relay.example:3001", at(0)),
                "io.boson.relay.stopped.v1",
                new RelayEvent.Stopped("relay-1", at(1)));
    }

    private static Map<String, Event> access() {
        return Map.of(
                "io.boson.access.enrolment-key-created.v1",
                new AccessEvent.EnrolmentKeyCreated("k3y1d", "00ff".repeat(16), "first key", at(0)),
                "io.boson.access.enrolment-key-revoked.v1",
                new AccessEvent.EnrolmentKeyRevoked("k3y1d", at(1)),
                "io.boson.access.audit-read.v1",
                new AccessEvent.AuditRead("k3y1d", Map.of("subject", "it"), at(2)),
                "io.boson.access.turn-credentials-issued.v1",
                new AccessEvent.TurnCredentialsIssued(
                        "k3y1d", "1767326644:k3y1d", at(3600), at(3)));
    }

    private static Map<String, Event> routing() {
        return Map.of(
                "io.boson.routing.policy-adopted.v1",
                new PolicyEvent.Adopted(RoutePolicy.DEFAULT, RoutePolicy.DEFAULT.version(), at(0)));
    }

    private static SessionRequest bareRequest() {
        return new SessionRequest(
                SESSION,
                NODE,
                CLIENT,
                HOLDER,
                new RoutingDecision(
                        RoutePolicy.DEFAULT,
                        "balanced-01234567",
                        0,
                        RouteRequirements.NONE,
                        UNKNOWN_CLIENT,
                        0,
                        0,
                        0,
                        0,
                        List.of(),
                        Map.of(),
                        Optional.of(
                                new RoutingDecision.Choice(
                                        NODE,
                                        RouteType.DIRECT,
                                        RouteReason.NODE_WITHOUT_NAT,
                                        new RoutingDecision.Estimates(
                                                OptionalDouble.empty(), OptionalDouble.empty())))),
                new NodeCapacity(true, 1, false, 0),
                0,
                0);
    }
}
