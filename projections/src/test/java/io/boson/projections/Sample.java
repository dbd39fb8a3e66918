package io.boson.projections;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Capabilities;
import io.boson.events.node.Location;
import io.boson.events.node.NatType;
import io.boson.events.node.NetworkInfo;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeProfile;
import io.boson.events.node.RegistrationId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.routing.NatFacts;
import io.boson.events.session.Attachment;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.Session;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionTerms;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.route.RouteRequest;
import io.boson.projections.session.LiveSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Values to fold. The same number gives the same value.
public final class Sample {

    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static final WireGuardKey KEY =
            new WireGuardKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    /// Nothing is known of it but that it stands behind a symmetric NAT.
    public static final RouteClient ROUTE_CLIENT =
            new RouteClient(new NatFacts(NatType.SYMMETRIC, false, false), Optional.empty());

    private Sample() {}

    public static NodeId nodeId(int number) {
        return new NodeId(new UUID(1, number));
    }

    public static SessionId sessionId(int number) {
        return new SessionId(new UUID(2, number));
    }

    public static ClientId clientId(int number) {
        return new ClientId(new UUID(3, number));
    }

    public static NodeProfile profile(int maxConnections, double down, Location location) {
        return new NodeProfile(
                KEY,
                new NetworkInfo(
                        "192.0.2.1",
                        Optional.empty(),
                        NatType.SYMMETRIC,
                        Optional.empty(),
                        51820,
                        "203.0.113.1"),
                new Capabilities(maxConnections, new Capabilities.Bandwidth(10, down), true, true),
                location,
                30);
    }

    public static Location location(String country, String region) {
        return new Location(country, region, Optional.empty());
    }

    public static NodeEvent.Registered registered(int number, NodeProfile profile, Instant at) {
        return new NodeEvent.Registered(
                nodeId(number), profile, new RegistrationId(new UUID(4, number)), at);
    }

    /// Ten places, 50 Mbit/s, in Frankfurt, registered at [#T0].
    public static Node node(int number) {
        return node(number, profile(10, 50, location("DE", "Hessen")));
    }

    public static Node node(int number, NodeProfile profile) {
        return Node.unknown().evolve(registered(number, profile, T0));
    }

    public static FleetNode fleetNode(Node node, NodeLoad load) {
        return new FleetNode(node, load, Attachment.never(), 0);
    }

    public static Heartbeat heartbeat(
            int number, Optional<NodeStatus> stated, Optional<HeartbeatMetrics> metrics) {
        return new Heartbeat(
                nodeId(number), new RegistrationId(new UUID(4, number)), stated, metrics, T0);
    }

    public static RouteRequest request(RouteRequirements wanted, long seed) {
        return new RouteRequest(clientId(1), wanted, ROUTE_CLIENT, Set.of(), seed);
    }

    /// Heard once, a second after its registration.
    public static NodeLoad heard(NodeStatus status, HeartbeatMetrics metrics) {
        return new NodeLoad(0, T0.plusSeconds(1), status, Optional.of(metrics));
    }

    public static FleetIndex fleet(List<FleetNode> nodes) {
        FleetIndex index = FleetIndex.EMPTY;
        for (FleetNode each : nodes) {
            index = index.with(idOf(each), each);
        }
        return index;
    }

    private static NodeId idOf(FleetNode node) {
        return switch (node.node()) {
            case Node.Active(var member) -> member.id();
            case Node.Draining(var member, _) -> member.id();
            case Node.Departed(var id, _, _, _, _) -> id;
            case Node.Unknown() -> throw new IllegalArgumentException("has no id");
        };
    }

    public static HeartbeatMetrics metrics(double latency, double loss, double cpu, double memory) {
        return new HeartbeatMetrics(latency, 0, loss, cpu, memory, 0, 0, 0);
    }

    public static LiveSession live(int session, int node) {
        SessionTerms terms =
                new SessionTerms(
                        sessionId(session),
                        nodeId(node),
                        clientId(session),
                        new Holder("%032x".formatted(session)),
                        RouteType.RELAY,
                        86_400);
        return new LiveSession(
                new Session.Live(terms, T0, Attachment.never()),
                new LogPosition(Topic.SESSIONS, 0, session));
    }
}
