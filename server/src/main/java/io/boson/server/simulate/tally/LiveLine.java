package io.boson.server.simulate.tally;

import java.util.Locale;

/// One line about what goes on.
public final class LiveLine {

    private LiveLine() {}

    /// @param before an earlier snapshot: rates are those since then
    /// @param columns at most; what finds no room is left out at the end
    public static String of(Snapshot now, Snapshot before, int columns) {
        Timing route = now.timing(Step.ROUTE);
        Timing beat = now.timing(Step.HEARTBEAT);
        String line =
                "%s  nodes %s  sessions %d  %.1f routes/s %s  beats %s%s%s"
                        .formatted(
                                clock(now),
                                nodes(now.nodes()),
                                now.open(),
                                perSecond(now, before),
                                millis(route),
                                millis(beat),
                                packets(now),
                                refused(now));
        return line.length() <= columns ? line : line.substring(0, columns);
    }

    private static String clock(Snapshot now) {
        long seconds = now.elapsed().toSeconds();
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    private static String nodes(Snapshot.Nodes nodes) {
        return nodes.online()
                + " up"
                + some(nodes.degraded(), " bad")
                + some(nodes.silent(), " silent")
                + some(nodes.away(), " away");
    }

    private static String some(int count, String what) {
        return count == 0 ? "" : " " + count + what;
    }

    private static double perSecond(Snapshot now, Snapshot before) {
        long routes = now.timing(Step.ROUTE).count() - before.timing(Step.ROUTE).count();
        double seconds = now.elapsed().minus(before.elapsed()).toMillis() / 1e3;
        return seconds <= 0 ? 0 : routes / seconds;
    }

    private static String millis(Timing timing) {
        return timing.count() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.0f/%.0f ms", timing.p50(), timing.p99());
    }

    private static String packets(Snapshot now) {
        long sent = now.packets().sent();
        return sent == 0 ? "" : "  packets %d/%d".formatted(now.timing(Step.PACKET).count(), sent);
    }

    private static String refused(Snapshot now) {
        if (now.refused().isEmpty()) {
            return "";
        }
        String most = now.refused().keySet().iterator().next();
        return "  refused "
                + now.refusals()
                + " ("
                + most
                + (now.refused().size() > 1 ? " ..)" : ")");
    }
}
