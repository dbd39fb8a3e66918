package io.boson.events;

import io.boson.events.node.Capabilities;
import io.boson.events.node.Location;
import io.boson.events.node.NatType;
import io.boson.events.node.NetworkInfo;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeProfile;
import io.boson.events.node.RegistrationId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.routing.NatFacts;
import io.boson.events.routing.NodeReach;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.CandidateInputs;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteReason;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionRequest;
import io.boson.events.session.Traffic;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.tunnel.PeerKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/// Values that tests share. Addresses are of the documentation ranges (RFC 5737, RFC 3849).
public final class Samples {

    public static final NodeId NODE = NodeId.of("0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20");
    public static final NodeId OTHER_NODE = NodeId.of("c7a1d9e4-2f63-4b8a-8e57-6d0b4a2c8f31");
    public static final ClientId CLIENT = ClientId.of("5e8d3b7a-1c94-4f26-a0b8-9d2e6f4c7a53");
    public static final SessionId SESSION = SessionId.of("019a1b2c-3d4e-7f50-8a6b-7c8d9eafb0c1");
    public static final UUID CONNECTION = UUID.fromString("019a1b2c-9999-7abc-8def-0123456789ab");
    public static final UUID OTHER_CONNECTION =
            UUID.fromString("019a1b2c-aaaa-7abc-8def-0123456789ab");

    public static final RegistrationId REGISTRATION = registration(1);

    public static final WireGuardKey KEY =
            new WireGuardKey("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
    public static final WireGuardKey OTHER_KEY =
            new WireGuardKey("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");

    public static final NodeProfile PROFILE =
            new NodeProfile(
                    KEY,
                    new NetworkInfo(
                            "192.0.2.17",
                            Optional.of("2001:db8::17"),
                            NatType.PORT_RESTRICTED,
                            Optional.of("198.51.100.4"),
                            51820,
                            "198.51.100.4"),
                    new Capabilities(100, new Capabilities.Bandwidth(40, 250.5), true, false),
                    new Location(
                            "DE",
                            "Brandenburg",
                            Optional.of(new Location.Coordinates(52.39, 13.06))),
                    30);

    /// States nothing that may be left out.
    public static final NodeProfile BARE_PROFILE =
            new NodeProfile(
                    OTHER_KEY,
                    new NetworkInfo(
                            "192.0.2.17",
                            Optional.empty(),
                            NatType.SYMMETRIC,
                            Optional.empty(),
                            1,
                            "2001:db8::99"),
                    new Capabilities(1, new Capabilities.Bandwidth(0, 0), false, true),
                    new Location("NZ", "", Optional.empty()),
                    300);

    public static final RouteRequirements REQUIREMENTS =
            new RouteRequirements(
                    Optional.of(NODE),
                    OptionalDouble.of(50),
                    OptionalDouble.of(80.5),
                    Optional.of("DE"),
                    Optional.of("Brandenburg"));

    public static final RouteClient ROUTE_CLIENT =
            new RouteClient(
                    new NatFacts(NatType.RESTRICTED_CONE, true, false),
                    Optional.of(new Location.Coordinates(48.1, 11.6)));

    public static final RouteClient UNKNOWN_CLIENT =
            new RouteClient(new NatFacts(NatType.SYMMETRIC, false, false), Optional.empty());

    public static final RoutingDecision DECISION =
            new RoutingDecision(
                    RoutePolicy.DEFAULT,
                    "balanced-01234567",
                    Long.MIN_VALUE + 1,
                    REQUIREMENTS,
                    ROUTE_CLIENT,
                    7,
                    5,
                    0.875,
                    1,
                    List.of(measuredCandidate(), bareCandidate()),
                    Map.of("offline", 2, "bandwidth-too-low", 1),
                    Optional.of(
                            new RoutingDecision.Choice(
                                    NODE,
                                    RouteType.RELAY,
                                    RouteReason.NODE_ADDRESS_UNKNOWN,
                                    new RoutingDecision.Estimates(
                                            OptionalDouble.of(12.5), OptionalDouble.of(227.75)))));

    /// Nobody was a candidate.
    public static final RoutingDecision NO_DECISION =
            new RoutingDecision(
                    RoutePolicy.DEFAULT,
                    "balanced-01234567",
                    0,
                    RouteRequirements.NONE,
                    UNKNOWN_CLIENT,
                    2,
                    2,
                    0,
                    0,
                    List.of(),
                    Map.of("offline", 2),
                    Optional.empty());

    /// A node with room for two, as far as offset 10 of topic `nodes` tells.
    public static final NodeCapacity CAPACITY = new NodeCapacity(true, 2, false, 10);

    public static final Holder HOLDER = new Holder("0123456789abcdef0123456789abcdef");

    public static final SessionRequest REQUEST = request(CAPACITY);

    public static final Traffic TRAFFIC = new Traffic(12, 3_400, 9, 9_007_199_254_740_991L);

    private Samples() {}

    /// Seconds after the moment the samples begin at.
    public static Instant at(long seconds) {
        return Instant.parse("2026-01-02T03:04:05.060Z").plusSeconds(seconds);
    }

    public static RegistrationId registration(long number) {
        return new RegistrationId(new UUID(0x019a1b2c_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    public static SessionRequest request(NodeCapacity capacity) {
        return new SessionRequest(SESSION, NODE, CLIENT, HOLDER, DECISION, capacity, 3_600, 5_000);
    }

    public static HeartbeatMetrics metrics(double cpu, double memory, double loss) {
        return new HeartbeatMetrics(12.5, 0.25, loss, cpu, memory, 3, 1, 22.75);
    }

    private static RoutingDecision.Candidate measuredCandidate() {
        return new RoutingDecision.Candidate(
                NODE,
                new CandidateInputs(
                        false,
                        "DE",
                        "Brandenburg",
                        Optional.of(new Location.Coordinates(52.4, 13.1)),
                        3,
                        100,
                        250.5,
                        Optional.of(new CandidateInputs.Measured(12.5, 0.25, 0, 7, 40.5, 22.75))),
                new NodeReach(false, new NatFacts(NatType.PORT_RESTRICTED, true, false)),
                Map.of("latency", 0.9688, "room", 0.97),
                Map.of(),
                0.875,
                OptionalDouble.of(0.125));
    }

    private static RoutingDecision.Candidate bareCandidate() {
        return new RoutingDecision.Candidate(
                OTHER_NODE,
                new CandidateInputs(true, "NZ", "", Optional.empty(), 0, 5, 0, Optional.empty()),
                new NodeReach(true, new NatFacts(NatType.SYMMETRIC, false, false)),
                Map.of("room", 1.0),
                Map.of("latency", "not-measured"),
                0.5,
                OptionalDouble.empty());
    }

    /// Measured by a node that does well.
    public static MetricSample sample(Instant time, OptionalLong skew, Counting counting) {
        return new MetricSample(
                time,
                skew,
                counting,
                new MetricSample.Network(12.5, 0.25, 0.5, 1.5, 8),
                new MetricSample.Machine(7, 40.5, 55.25, 0.75),
                new MetricSample.WireGuard(100, 90, 2, MetricSample.AMOUNT_MAX, 81_000),
                new MetricSample.Connections(3, 12, 1));
    }

    /// The same request of a client that wants a tunnel.
    public static SessionRequest keyed(SessionRequest plain, PeerKeys keys) {
        return new SessionRequest(
                plain.sessionId(),
                plain.nodeId(),
                plain.clientId(),
                plain.holder(),
                plain.decision(),
                plain.capacity(),
                plain.lifeMaxSeconds(),
                plain.answerWithinMillis(),
                Optional.of(keys));
    }
}
