package io.boson.projections.fleet;

import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.Membership;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where the index keeps a node that takes sessions: by fitness, country, region and place.
///
/// The tier only says where to look first. It uses fixed measures and no policy: what a node found
/// there is worth, ranking decides.
///
/// @param tier from 0, the fittest, below [#TIERS]
/// @param region in lower case
/// @param cell of the grid over the Earth, or [#NO_CELL]
record Placement(int tier, String country, String region, int cell) {

    static final int TIERS = 8;
    static final int NO_CELL = -1;

    private static final int UNMEASURED_TIER = 1;
    private static final int CELL_DEGREES = 10;
    private static final int COLUMNS = 360 / CELL_DEGREES;
    private static final int ROWS = 180 / CELL_DEGREES;

    private static final double LATENCY_POOR = 400;
    private static final double LOSS_POOR = 10;
    private static final double PERCENT = 100;

    /// Empty where the node takes no sessions: gone, offline or draining.
    static Optional<Placement> of(FleetNode node) {
        return node.isDraining() || node.status() == NodeStatus.OFFLINE
                ? Optional.empty()
                : node.node().present().map(membership -> of(node, membership));
    }

    private static Placement of(FleetNode node, Membership membership) {
        Location location = membership.profile().location();
        return new Placement(
                tier(node, membership),
                location.country(),
                folded(location.region()),
                location.coordinates().map(Placement::cell).orElse(NO_CELL));
    }

    private static int tier(FleetNode node, Membership membership) {
        return node.status() == NodeStatus.DEGRADED
                ? TIERS - 1
                : node.metrics(membership).map(Placement::tier).orElse(UNMEASURED_TIER);
    }

    private static int tier(HeartbeatMetrics metrics) {
        double strain =
                (Math.min(1, metrics.latency() / LATENCY_POOR)
                                + Math.min(1, metrics.packetLoss() / LOSS_POOR)
                                + metrics.cpuUsage() / PERCENT
                                + metrics.memoryUsage() / PERCENT)
                        / 4;
        return Math.min(TIERS - 2, (int) (strain * TIERS));
    }

    static String folded(String region) {
        return region.toLowerCase(Locale.ROOT);
    }

    private static int cell(Coordinates at) {
        return row(at) * COLUMNS + column(at);
    }

    private static int row(Coordinates at) {
        return Math.clamp((long) Math.floor((at.latitude() + 90) / CELL_DEGREES), 0, ROWS - 1);
    }

    private static int column(Coordinates at) {
        return Math.floorMod((int) Math.floor((at.longitude() + 180) / CELL_DEGREES), COLUMNS);
    }

    /// The cell of a place and those around it, at most nine; at the poles fewer.
    static List<Integer> cellsAround(Coordinates at) {
        List<Integer> cells = new ArrayList<>();
        for (int row = Math.max(0, row(at) - 1); row <= Math.min(ROWS - 1, row(at) + 1); row++) {
            for (int shift = -1; shift <= 1; shift++) {
                cells.add(row * COLUMNS + Math.floorMod(column(at) + shift, COLUMNS));
            }
        }
        return cells;
    }

    /// The pools that hold this node, beside the one that holds all.
    List<String> pools() {
        List<String> pools = new ArrayList<>();
        pools.add(byCountry(country));
        pools.add(byRegion(region));
        pools.add(byCountryAndRegion(country, region));
        if (cell != NO_CELL) {
            pools.add(byCell(cell));
        }
        return pools;
    }

    static String byCountry(String country) {
        return "country " + country;
    }

    static String byRegion(String region) {
        return "region " + folded(region);
    }

    static String byCountryAndRegion(String country, String region) {
        return "place " + country + ' ' + folded(region);
    }

    static String byCell(int cell) {
        return "cell " + cell;
    }
}
