package io.boson.projections.route;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.clientId;
import static io.boson.projections.Sample.fleetNode;
import static io.boson.projections.Sample.live;
import static io.boson.projections.Sample.node;
import static io.boson.projections.Sample.nodeId;
import static io.boson.projections.Sample.profile;

import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NatType;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.routing.NatFacts;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.session.LiveSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Nodes, requests and sessions, likely or not.
final class RandomFleet {

    private static final List<String> COUNTRIES = List.of("DE", "FR", "AT", "US");
    private static final List<String> REGIONS = List.of("North", "South", "");

    private final RandomGenerator random;

    RandomFleet(RandomGenerator random) {
        this.random = random;
    }

    /// Numbered from 1.
    List<FleetNode> nodes(int count) {
        List<FleetNode> nodes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            nodes.add(fleetNode(registered(number), load()));
        }
        return nodes;
    }

    private Node registered(int number) {
        Location location = new Location(oneOf(COUNTRIES), oneOf(REGIONS), coordinates());
        int places = random.nextInt(1, 60);
        Node node = node(number, profile(places, random.nextInt(0, 200), location));
        return random.nextInt(10) == 0
                ? node.evolve(new NodeEvent.Drained(nodeId(number), T0.plusSeconds(300), T0, T0))
                : node;
    }

    private NodeLoad load() {
        NodeStatus status = oneOf(List.of(NodeStatus.ONLINE, NodeStatus.ONLINE, stated()));
        return new NodeLoad(
                0,
                T0.plusSeconds(1),
                status,
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(metrics()));
    }

    private NodeStatus stated() {
        return oneOf(List.of(NodeStatus.values()));
    }

    HeartbeatMetrics metrics() {
        return new HeartbeatMetrics(
                random.nextDouble(0, 500),
                random.nextDouble(0, 120),
                random.nextDouble(0, 12),
                random.nextDouble(0, 100),
                random.nextDouble(0, 100),
                random.nextInt(100),
                random.nextDouble(0, 50),
                random.nextDouble(0, 250));
    }

    LiveSessions sessions(int nodes) {
        LiveSessions sessions = LiveSessions.EMPTY;
        for (int i = 0; i < 5 * nodes; i++) {
            sessions = sessions.with(live(i, random.nextInt(1, nodes + 1)));
        }
        return sessions;
    }

    RouteRequest request() {
        RouteRequirements wanted =
                new RouteRequirements(
                        Optional.empty(),
                        random.nextBoolean()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(random.nextInt(100)),
                        random.nextInt(4) > 0
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(random.nextInt(100, 500)),
                        maybe(oneOf(COUNTRIES)),
                        maybe(oneOf(REGIONS)));
        NatFacts nat =
                new NatFacts(
                        oneOf(List.of(NatType.values())),
                        random.nextBoolean(),
                        random.nextBoolean());
        return new RouteRequest(
                clientId(1),
                wanted,
                new RouteClient(nat, coordinates()),
                Set.of(),
                random.nextLong());
    }

    private Optional<Coordinates> coordinates() {
        return maybe(new Coordinates(random.nextDouble(-90, 90), random.nextDouble(-180, 180)));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
