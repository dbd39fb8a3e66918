package io.boson.server.config;

/// How much one address and one principal may ask. An IPv6 address counts as its /64.
///
/// The defaults let a thousand nodes behind one address live: 1,000 x (1 heartbeat/30 s + 1 metrics
/// submission/10 s) is 133 requests a second, and all of them starting at once after a restart of
/// the server is 4,000 requests (register, STUN, heartbeat, metrics).
///
/// @param nodes per address: register, heartbeat, metrics, STUN
/// @param reads per address: every GET
/// @param routing per address: route requests
/// @param other per address: everything else
/// @param health per address: `/health` and below
/// @param verifications per address: tokens whose signature has to be computed, 1 ms of CPU each
/// @param failures per address: tokens whose signature turned out wrong
/// @param eachNode per node, by its token
/// @param eachSession per session, by its token
/// @param eachOperator per operator and auditor, by token
/// @param bucketsMax addresses or principals remembered by each limit; the longest quiet go first
public record LimitsConfig(
        Rate nodes,
        Rate reads,
        Rate routing,
        Rate other,
        Rate health,
        Rate verifications,
        Rate failures,
        Rate eachNode,
        Rate eachSession,
        Rate eachOperator,
        int bucketsMax) {

    public static final LimitsConfig DEFAULTS =
            new LimitsConfig(
                    new Rate(300, 5_000),
                    new Rate(50, 500),
                    new Rate(20, 200),
                    new Rate(20, 200),
                    new Rate(20, 200),
                    new Rate(50, 2_000),
                    new Rate(1, 60),
                    new Rate(5, 100),
                    new Rate(5, 100),
                    new Rate(100, 1_000),
                    50_000);

    public LimitsConfig {
        nodes.check("limits.nodes");
        reads.check("limits.reads");
        routing.check("limits.routing");
        other.check("limits.other");
        health.check("limits.health");
        verifications.check("limits.verifications");
        failures.check("limits.failures");
        eachNode.check("limits.eachNode");
        eachSession.check("limits.eachSession");
        eachOperator.check("limits.eachOperator");
        Bounds.between("limits.bucketsMax", bucketsMax, 1_000, 10_000_000);
    }

    static LimitsConfig from(Settings settings) {
        return new LimitsConfig(
                Rate.from(settings, "limits.nodes", DEFAULTS.nodes),
                Rate.from(settings, "limits.reads", DEFAULTS.reads),
                Rate.from(settings, "limits.routing", DEFAULTS.routing),
                Rate.from(settings, "limits.other", DEFAULTS.other),
                Rate.from(settings, "limits.health", DEFAULTS.health),
                Rate.from(settings, "limits.verifications", DEFAULTS.verifications),
                Rate.from(settings, "limits.failures", DEFAULTS.failures),
                Rate.from(settings, "limits.eachNode", DEFAULTS.eachNode),
                Rate.from(settings, "limits.eachSession", DEFAULTS.eachSession),
                Rate.from(settings, "limits.eachOperator", DEFAULTS.eachOperator),
                settings.number("limits.bucketsMax", DEFAULTS.bucketsMax));
    }
}
