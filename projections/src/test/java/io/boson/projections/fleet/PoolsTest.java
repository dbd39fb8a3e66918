package io.boson.projections.fleet;

import static io.boson.projections.Sample.fleetNode;
import static io.boson.projections.Sample.heard;
import static io.boson.projections.Sample.location;
import static io.boson.projections.Sample.metrics;
import static io.boson.projections.Sample.node;
import static io.boson.projections.Sample.nodeId;
import static io.boson.projections.Sample.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.Sample;
import io.boson.projections.load.NodeLoad;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PoolsTest {

    private static final Pools.Wish ANY =
            new Pools.Wish(Optional.empty(), Optional.empty(), Optional.empty());

    private static FleetNode in(int number, Location location) {
        return fleetNode(node(number, profile(10, 50, location)), NodeLoad.NONE);
    }

    private static Set<NodeId> drawn(FleetIndex fleet, Pools.Wish wish, int count, long seed) {
        Set<NodeId> drawn = new HashSet<>();
        fleet.pools().draw(wish, count, seed, drawn);
        return drawn;
    }

    /// A thousand in France, one in the region of Hessen, one in Vienna.
    private static FleetIndex fleet() {
        FleetIndex fleet = FleetIndex.EMPTY;
        for (int i = 1; i <= 1_000; i++) {
            fleet = fleet.with(nodeId(i), in(i, location("FR", "")));
        }
        Location vienna = new Location("AT", "", Optional.of(new Coordinates(48.2, 16.4)));
        return fleet.with(nodeId(2_000), in(2_000, location("DE", "Hessen")))
                .with(nodeId(3_000), in(3_000, vienna));
    }

    @Test
    void whatIsWishedForIsAmongTheDrawn() {
        FleetIndex fleet = fleet();
        for (int seed = 0; seed < 50; seed++) {
            assertThat(drawn(fleet, wish("DE", "hessen"), 16, seed)).contains(nodeId(2_000));
            Pools.Wish near =
                    new Pools.Wish(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Coordinates(52.5, 13.4)));
            assertThat(drawn(fleet, near, 16, seed)).contains(nodeId(3_000));
            assertThat(drawn(fleet, wish("XX", "nowhere"), 16, seed)).hasSizeBetween(8, 16);
        }
    }

    private static Pools.Wish wish(String country, String region) {
        return new Pools.Wish(Optional.of(country), Optional.of(region), Optional.empty());
    }

    @Test
    void theSameSeedDrawsTheSame() {
        FleetIndex fleet = fleet();
        assertThat(drawn(fleet, ANY, 64, 7)).isEqualTo(drawn(fleet, ANY, 64, 7));
        assertThat(drawn(fleet, ANY, 64, 7)).isNotEqualTo(drawn(fleet, ANY, 64, 8));
    }

    @Test
    void whoTakesNoSessionsIsNotDrawn() {
        FleetNode draining =
                fleetNode(
                        node(1).evolve(
                                        new NodeEvent.Drained(
                                                nodeId(1), Sample.T0, Sample.T0, Sample.T0)),
                        NodeLoad.NONE);
        FleetNode offline = fleetNode(node(2), heard(NodeStatus.OFFLINE, metrics(20, 0, 10, 30)));
        FleetIndex fleet =
                FleetIndex.EMPTY
                        .with(nodeId(1), in(1, location("FR", "")))
                        .with(nodeId(2), in(2, location("FR", "")))
                        .with(nodeId(3), in(3, location("FR", "")));
        assertThat(fleet.pools().size()).isEqualTo(3);
        FleetIndex less = fleet.with(nodeId(1), draining).with(nodeId(2), offline);
        assertThat(drawn(less, ANY, 16, 1)).containsExactly(nodeId(3));
        assertThat(less.registered()).isEqualTo(3);
        assertThat(less.with(nodeId(3), FleetNode.unknown()).pools().size()).isZero();
        assertThat(less.with(nodeId(3), FleetNode.unknown()).registered()).isEqualTo(2);
        assertThat(drawn(fleet, ANY, 16, 1)).as("the old index stays as it was").hasSize(3);
    }

    @Test
    void theFittestAreFavoured() {
        FleetIndex fleet = FleetIndex.EMPTY;
        for (int i = 1; i <= 1_000; i++) {
            double cpu = i <= 20 ? 0 : 80;
            fleet =
                    fleet.with(
                            nodeId(i),
                            fleetNode(node(i), heard(NodeStatus.ONLINE, metrics(cpu, 0, cpu, 0))));
        }
        long fit =
                drawn(fleet, ANY, 64, 3).stream()
                        .filter(id -> id.value().getLeastSignificantBits() <= 20)
                        .count();
        assertThat(fit).isGreaterThan(10);
    }

    @Test
    void ranksAreThoseOfASortedSetWhateverComesAndGoes() {
        Random random = new Random(9);
        TreeSet<NodeId> expected = new TreeSet<>();
        RankedIds ids = RankedIds.EMPTY;
        for (int i = 0; i < 5_000; i++) {
            NodeId id = nodeId(random.nextInt(300));
            boolean add = random.nextInt(5) < (i < 2_500 ? 3 : 2);
            ids = add ? ids.with(id) : ids.without(id);
            boolean _ = add ? expected.add(id) : expected.remove(id);
            assertThat(ids.size()).isEqualTo(expected.size());
            if (i % 100 == 0) {
                int rank = 0;
                for (NodeId each : expected) {
                    assertThat(ids.at(rank++)).isEqualTo(each);
                }
            }
        }
    }

    /// The bound of a weight-balanced tree: a subtree has at most three quarters of the weight.
    @Test
    void sortedArrivalsMakeNoList() {
        RankedIds ids = RankedIds.EMPTY;
        for (int i = 0; i < 4_096; i++) {
            ids = ids.with(nodeId(i));
        }
        assertThat(ids.depth()).isLessThanOrEqualTo(29);
        for (int i = 0; i < 4_000; i++) {
            ids = ids.without(nodeId(i));
        }
        assertThat(ids.depth()).isLessThanOrEqualTo(16);
        assertThat(ids.at(0)).isEqualTo(nodeId(4_000));
    }
}
