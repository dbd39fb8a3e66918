package io.boson.server.config;

/// What the Prometheus exposition holds beyond what it always does.
///
/// @param perNode whether each node has series of its own
/// @param nodesMax nodes that have, at most
public record MetricsConfig(boolean perNode, int nodesMax) {

    public static final MetricsConfig DEFAULTS = new MetricsConfig(false, 500);

    private static final int NODES_MAX = 10_000;

    public MetricsConfig {
        Bounds.between("metrics.nodesMax", nodesMax, 1, NODES_MAX);
    }

    static MetricsConfig from(Settings settings) {
        return new MetricsConfig(
                settings.flag("metrics.perNode", DEFAULTS.perNode),
                settings.number("metrics.nodesMax", DEFAULTS.nodesMax));
    }
}
