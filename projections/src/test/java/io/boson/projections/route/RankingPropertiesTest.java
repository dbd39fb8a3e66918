package io.boson.projections.route;

import static io.boson.projections.Sample.nodeId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.codec.BosonJson;
import io.boson.events.node.NodeId;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.RoutingDecision.Candidate;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.Sample;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.session.LiveSessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for whatever fleet and request; seeds are in the messages.
final class RankingPropertiesTest {

    private static final JsonMapper JSON = BosonJson.mapper();

    private static RouteChoice rank(RouteRequest request, FleetIndex fleet, LiveSessions live) {
        return RouteRanking.rank(request, fleet, live, RoutePolicy.DEFAULT);
    }

    /// Twelve nodes, so that every candidate is in the record.
    @Test
    void aNodeThatImprovesInOneMeasureNeverRanksLower() {
        int improvements = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            RandomFleet some = new RandomFleet(random);
            List<FleetNode> nodes = some.nodes(12);
            LiveSessions sessions = some.sessions(12);
            RouteRequest request = some.request();
            FleetIndex fleet = Sample.fleet(nodes);
            int number = random.nextInt(1, 13);
            FleetNode node = nodes.get(number - 1);
            Optional<FleetNode> improved = improved(node, random);
            if (improved.isPresent()) {
                int before = position(rank(request, fleet, sessions), nodeId(number));
                FleetIndex better = fleet.with(nodeId(number), improved.get());
                int after = position(rank(request, better, sessions), nodeId(number));
                assertThat(after)
                        .as("seed %d: %s", seed, improved.get())
                        .isLessThanOrEqualTo(before);
                improvements += after < before ? 1 : 0;
            }
        }
        assertThat(improvements).as("improvements that did show").isGreaterThan(100);
    }

    @Test
    void aNodeThatLosesASessionNeverRanksLower() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            RandomFleet some = new RandomFleet(random);
            FleetIndex fleet = Sample.fleet(some.nodes(12));
            LiveSessions sessions = some.sessions(12);
            RouteRequest request = some.request();
            int gone = random.nextInt(60);
            NodeId node = sessions.find(Sample.sessionId(gone)).orElseThrow().nodeId();
            LiveSessions fewer = sessions.without(Sample.sessionId(gone));
            assertThat(position(rank(request, fleet, fewer), node))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(position(rank(request, fleet, sessions), node));
        }
    }

    /// Behind all candidates where the node is none.
    private static int position(RouteChoice choice, NodeId id) {
        List<NodeId> ranked =
                choice.decision().candidates().stream().map(Candidate::nodeId).toList();
        return ranked.contains(id) ? ranked.indexOf(id) : ranked.size() + 12;
    }

    private static Optional<FleetNode> improved(FleetNode node, Random random) {
        NodeLoad load = node.load();
        if (random.nextInt(6) == 0 && load.status() == NodeStatus.DEGRADED) {
            return Optional.of(with(node, NodeStatus.ONLINE, load.metrics()));
        }
        return load.metrics().map(m -> with(node, load.status(), Optional.of(improved(m, random))));
    }

    private static FleetNode with(
            FleetNode node, NodeStatus status, Optional<HeartbeatMetrics> metrics) {
        NodeLoad load = new NodeLoad(node.load().offset(), node.load().at(), status, metrics);
        return new FleetNode(node.node(), load, node.socket(), node.nodesOffset());
    }

    private static HeartbeatMetrics improved(HeartbeatMetrics m, Random random) {
        double factor = random.nextDouble();
        int which = random.nextInt(6);
        return new HeartbeatMetrics(
                m.latency() * (which == 0 ? factor : 1),
                m.jitter() * (which == 1 ? factor : 1),
                m.packetLoss() * (which == 2 ? factor : 1),
                m.cpuUsage() * (which == 3 ? factor : 1),
                m.memoryUsage() * (which == 4 ? factor : 1),
                m.activeConnections(),
                m.bandwidthUp(),
                m.bandwidthDown() * (which == 5 ? factor : 1));
    }

    /// Of a small fleet all are looked at, of a large one a sample.
    @Test
    void theOrderInWhichNodesCameChangesNothing() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            RandomFleet some = new RandomFleet(random);
            List<FleetNode> nodes = new ArrayList<>(some.nodes(seed % 2 == 0 ? 40 : 600));
            LiveSessions sessions = some.sessions(40);
            RouteRequest request = some.request();
            RouteChoice expected = rank(request, Sample.fleet(nodes), sessions);
            Collections.shuffle(nodes, random);
            FleetIndex detour = FleetIndex.EMPTY;
            for (FleetNode each : some.nodes(20)) {
                detour = detour.with(each.node().present().orElseThrow().id(), each);
            }
            for (FleetNode each : nodes) {
                detour = detour.with(each.node().present().orElseThrow().id(), each);
            }
            assertThat(rank(request, detour, sessions)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void aThousandRecordedDecisionsAreMadeAgainToTheByte() throws IOException {
        int chosen = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            RandomFleet some = new RandomFleet(random);
            int nodes = random.nextInt(1, 40);
            FleetIndex fleet = Sample.fleet(some.nodes(nodes));
            RoutingDecision made = rank(some.request(), fleet, some.sessions(nodes)).decision();
            String record = JSON.writeValueAsString(made);
            RoutingDecision read = JSON.readValue(record, RoutingDecision.class);
            assertThat(read).as("seed %d", seed).isEqualTo(made);
            assertThat(json(RouteRanking.recompute(read))).as("seed %d", seed).isEqualTo(record);
            chosen += made.choice().isPresent() ? 1 : 0;
        }
        assertThat(chosen).isBetween(500, 999);
    }

    private static String json(RoutingDecision decision) throws JsonProcessingException {
        return JSON.writeValueAsString(decision);
    }

    /// The record's inputs decide, not what it says came of them.
    @Test
    void aFalsifiedRecordIsFound() throws IOException {
        RandomFleet some = new RandomFleet(new Random(1));
        FleetIndex fleet = Sample.fleet(some.nodes(30));
        String record =
                json(
                        rank(Sample.request(RouteRequirements.NONE, 7), fleet, LiveSessions.EMPTY)
                                .decision());
        String falsified = record.replaceFirst("\"liveSessions\":0", "\"liveSessions\":1");
        assertThat(falsified).isNotEqualTo(record);
        RoutingDecision read = JSON.readValue(falsified, RoutingDecision.class);
        assertThat(json(RouteRanking.recompute(read))).isNotEqualTo(falsified);
    }
}
