package io.boson.bench;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Capabilities;
import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeProfile;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.Attachment;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.Session;
import io.boson.events.session.SessionTerms;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.route.RouteRanking;
import io.boson.projections.route.RouteRequest;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.LiveSessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/// The routing decision alone, in this process: no HTTP, no log. A sample of the fleet, beside a
/// look at all of it, and beside both a change of the index, which every heartbeat that is told
/// costs.
final class DecisionBench {

    private static final int[] FLEETS = {100, 10_000, 100_000};
    private static final Target P50_TEN_THOUSAND = Target.atMost(1);
    private static final Target P50_HUNDRED_THOUSAND = Target.atMost(2);
    private static final long WARM_NANOS = 5_000_000_000L;
    private static final long RUN_NANOS = 5_000_000_000L;
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "JP", "BR");

    /// Looks at everybody.
    private static final RoutePolicy SCAN =
            new RoutePolicy(
                    "scan",
                    RoutePolicy.DEFAULT.weights(),
                    RoutePolicy.DEFAULT.limits(),
                    RoutePolicy.DEFAULT.neutral(),
                    RoutePolicy.DEFAULT.nearEqual(),
                    RoutePolicy.DEFAULT.fade(),
                    RoutePolicy.SAMPLE_MAX,
                    RoutePolicy.DEFAULT.scanMax());

    private final Random random = new Random(7);
    private final int nodes;
    private FleetIndex fleet = FleetIndex.EMPTY;
    private LiveSessions sessions = LiveSessions.EMPTY;

    private DecisionBench(int nodes) {
        this.nodes = nodes;
        for (int number = 0; number < nodes; number++) {
            fleet = fleet.with(Samples.nodeId(number), node(number));
        }
        for (int number = 0; number < nodes; number++) {
            sessions = sessions.with(live(number));
        }
    }

    static void run(Plan plan, Path home) throws Exception {
        Table table =
                new Table(
                        "The routing decision alone, in one thread",
                        List.of("", "nodes", "p50 ms", "p99 ms", "per s", "MB"));
        for (int nodes : FLEETS) {
            Progress.say("deciding over " + nodes + " nodes");
            long before = used();
            DecisionBench bench = new DecisionBench(nodes);
            String megabytes = Table.number((used() - before) / 1e6, 0);
            RoutePolicy sampled = RoutePolicy.DEFAULT;
            row(table, "decision, any node", nodes, bench.decisions(sampled, false), megabytes);
            row(table, "decision, with wishes", nodes, bench.decisions(sampled, true), "");
            row(table, "scan of all, any node", nodes, bench.decisions(SCAN, false), "");
            row(table, "no node will do: all counted", nodes, bench.refusals(sampled), "");
            row(table, "a heartbeat into the index", nodes, bench.changes(), "");
        }
        table.note("Each for 5 s after 5 s of warm-up. MB: index and sessions, one per node.");
        table.print(System.out);
    }

    private static void row(Table table, String name, int nodes, Histogram taken, String mb) {
        double p50 = taken.getValueAtPercentile(50) / 1e6;
        boolean judged = name.startsWith("decision");
        String shown =
                switch (judged ? nodes : 0) {
                    case 10_000 -> P50_TEN_THOUSAND.judge(p50, "%.3f");
                    case 100_000 -> P50_HUNDRED_THOUSAND.judge(p50, "%.3f");
                    default -> Table.number(p50, 4);
                };
        table.row(
                List.of(
                        name,
                        Table.count(nodes),
                        shown,
                        Table.number(taken.getValueAtPercentile(99) / 1e6, 4),
                        Table.number(1e9 / taken.getMean(), 0),
                        mb));
    }

    private Histogram decisions(RoutePolicy policy, boolean wishes) {
        return measure(
                i -> {
                    RouteRequirements wanted = wishes ? wishes(i) : RouteRequirements.NONE;
                    check(decide(wanted, i, policy), true);
                });
    }

    private static RouteRequirements wishes(int number) {
        return new RouteRequirements(
                Optional.empty(),
                OptionalDouble.of(60),
                OptionalDouble.empty(),
                Optional.of(COUNTRIES.get(number % COUNTRIES.size())),
                Optional.of("region " + number % 20));
    }

    private Histogram refusals(RoutePolicy policy) {
        RouteRequirements tooMuch =
                new RouteRequirements(
                        Optional.empty(),
                        OptionalDouble.of(1e6),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty());
        return measure(i -> check(decide(tooMuch, i, policy), false));
    }

    private boolean decide(RouteRequirements wanted, int seed, RoutePolicy policy) {
        RouteRequest request =
                new RouteRequest(Samples.clientId(1), wanted, Samples.ROUTE_CLIENT, Set.of(), seed);
        return RouteRanking.rank(request, fleet, sessions, policy).decision().choice().isPresent();
    }

    private Histogram changes() {
        return measure(
                i -> {
                    int number = Math.floorMod(i * 7_919, nodes);
                    NodeId id = Samples.nodeId(number);
                    FleetNode before = fleet.find(id).orElseThrow();
                    NodeLoad load = load(i);
                    fleet = fleet.with(id, new FleetNode(before.node(), load, before.socket(), i));
                });
    }

    private static void check(boolean chosen, boolean expected) {
        if (chosen != expected) {
            throw new IllegalStateException("the decision came out otherwise");
        }
    }

    private static Histogram measure(IntConsumer work) {
        Histogram taken = new Histogram(60_000_000_000L, 3);
        long begin = System.nanoTime();
        long now = begin;
        for (int i = 0; now - begin < WARM_NANOS + RUN_NANOS; i++) {
            work.accept(i);
            long after = System.nanoTime();
            if (now - begin > WARM_NANOS) {
                taken.recordValue(after - now);
            }
            now = after;
        }
        return taken;
    }

    private FleetNode node(int number) {
        NodeSample sample = NodeSample.of(number);
        NodeProfile typical = sample.profile();
        NodeProfile profile =
                new NodeProfile(
                        typical.publicKey(),
                        typical.networkInfo(),
                        new Capabilities(
                                10 + number % 200,
                                new Capabilities.Bandwidth(50, 50 + number % 100),
                                true,
                                true),
                        new Location(
                                COUNTRIES.get(number % COUNTRIES.size()),
                                "region " + number % 50,
                                Optional.of(
                                        new Coordinates(
                                                random.nextDouble(-60, 70),
                                                random.nextDouble(-180, 180)))),
                        30);
        NodeEvent.Registered registered =
                new NodeEvent.Registered(sample.id(), profile, sample.registration(), Samples.T0);
        return new FleetNode(
                Node.unknown().evolve(registered), load(0), Attachment.never(), number);
    }

    private NodeLoad load(int offset) {
        HeartbeatMetrics metrics =
                new HeartbeatMetrics(
                        random.nextDouble(5, 200),
                        random.nextDouble(0, 20),
                        random.nextDouble(0, 3),
                        random.nextDouble(0, 80),
                        random.nextDouble(10, 80),
                        0,
                        random.nextDouble(0, 20),
                        random.nextDouble(0, 50));
        return new NodeLoad(
                offset, Samples.T0.plusSeconds(1), NodeStatus.ONLINE, Optional.of(metrics));
    }

    private static LiveSession live(int number) {
        SessionTerms terms =
                new SessionTerms(
                        Samples.sessionId(number),
                        Samples.nodeId(number),
                        Samples.clientId(number),
                        Samples.holder(number),
                        RouteType.RELAY,
                        86_400);
        return new LiveSession(
                new Session.Live(terms, Samples.T0, Attachment.never()),
                new LogPosition(Topic.SESSIONS, 0, number));
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
