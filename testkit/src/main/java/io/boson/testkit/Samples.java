package io.boson.testkit;

import io.boson.events.Event;
import io.boson.events.log.EventEnvelope;
import io.boson.events.node.NatType;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.routing.NatFacts;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionRequest;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.tunnel.PeerKeys;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.route.RouteRanking;
import io.boson.projections.route.RouteRequest;
import io.boson.projections.session.LiveSessions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Values for tests. The same number gives the same value, different numbers different ones.
public final class Samples {

    /// A moment to begin at.
    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    public static final HeartbeatMetrics CALM = metrics(10, 0);

    /// Above the limit of processor usage: degraded.
    public static final HeartbeatMetrics BUSY = metrics(97, 0);

    /// Nothing is known of it but that it stands behind a symmetric NAT.
    public static final RouteClient ROUTE_CLIENT =
            new RouteClient(new NatFacts(NatType.SYMMETRIC, false, false), Optional.empty());

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration LIFE_MAX = Duration.ofHours(24);

    private Samples() {}

    public static NodeId nodeId(int number) {
        return new NodeId(uuid(1, number));
    }

    public static ClientId clientId(int number) {
        return new ClientId(uuid(2, number));
    }

    public static SessionId sessionId(int number) {
        return new SessionId(uuid(3, number));
    }

    public static RegistrationId registrationId(int number) {
        return new RegistrationId(uuid(4, number));
    }

    /// Of a relay connection.
    public static UUID connection(int number) {
        return uuid(5, number);
    }

    private static UUID uuid(int kind, int number) {
        return new UUID(0x01900000_0000_7000L | kind, 0x8000_0000_0000_0000L | number);
    }

    public static WireGuardKey key(int number) {
        byte[] bytes = ByteBuffer.allocate(32).putInt(28, number).array();
        return new WireGuardKey(Base64.getEncoder().encodeToString(bytes));
    }

    /// @param latency milliseconds
    public static HeartbeatMetrics metrics(double cpuUsage, double latency) {
        return new HeartbeatMetrics(latency, 0, 0, cpuUsage, 30, 0, 0, 0);
    }

    /// An envelope with an id of its own, done by nobody in particular.
    public static EventEnvelope envelope(Event event) {
        UUID id = UUID.randomUUID();
        return new EventEnvelope(
                id, event, "request-" + id, Optional.empty(), "test:samples", Optional.empty());
    }

    /// Client `number`, from the one place it ever calls from.
    public static Holder holder(int number) {
        return new Holder("%032x".formatted(number));
    }

    /// Client `number` asks for session `number` on this node, to be answered within 5 s; the
    /// capacity is what the node registered, known up to its registration at offset 0.
    public static SessionEvent.Requested requested(int number, NodeSample node, Instant at) {
        return requested(number, node, new NodeCapacity(true, node.maxConnections(), false, 0), at);
    }

    public static SessionEvent.Requested requested(
            int number, NodeSample node, NodeCapacity capacity, Instant at) {
        return new SessionEvent.Requested(
                new SessionRequest(
                        sessionId(number),
                        node.id(),
                        clientId(number),
                        holder(number),
                        decision(node),
                        capacity,
                        LIFE_MAX.toSeconds(),
                        ANSWER_WITHIN.toMillis()),
                at);
    }

    /// The same of a client that brings WireGuard key `1000 + number`.
    public static SessionEvent.Requested keyed(int number, NodeSample node, Instant at) {
        return keyed(number, key(1000 + number), node, at);
    }

    public static SessionEvent.Requested keyed(
            int number, WireGuardKey client, NodeSample node, Instant at) {
        SessionRequest plain = requested(number, node, at).request();
        return new SessionEvent.Requested(
                new SessionRequest(
                        plain.sessionId(),
                        plain.nodeId(),
                        plain.clientId(),
                        plain.holder(),
                        plain.decision(),
                        plain.capacity(),
                        plain.lifeMaxSeconds(),
                        plain.answerWithinMillis(),
                        Optional.of(new PeerKeys(client, key(1)))),
                at);
    }

    /// The one candidate was chosen.
    public static RoutingDecision decision(NodeSample node) {
        RouteRequest request =
                new RouteRequest(clientId(1), RouteRequirements.NONE, ROUTE_CLIENT, Set.of(), 42);
        FleetIndex fleet = FleetIndex.EMPTY.with(node.id(), node.active(T0));
        return RouteRanking.rank(request, fleet, LiveSessions.EMPTY, RoutePolicy.DEFAULT)
                .decision();
    }

    /// One sample of a node with this processor usage, in percent.
    public static MetricSample sample(Instant time, double cpuUsage) {
        return new MetricSample(
                time,
                OptionalLong.empty(),
                Counting.AMOUNTS,
                new MetricSample.Network(20, 2, 0, 1, 5),
                new MetricSample.Machine(cpuUsage, 40, 50, 0.5),
                new MetricSample.WireGuard(10, 20, 0, 1_000, 2_000),
                new MetricSample.Connections(3, 30, 1));
    }
}
