package io.boson.server.simulate.tally;

import java.util.ArrayList;
import java.util.List;

/// What a fleet came to.
///
/// @param end all counts when the play ended, before anything was put away
/// @param last all counts after that
public record Summary(Snapshot end, Snapshot last, CleanUp cleanUp) {

    private static final int REASONS_SHOWN = 12;

    /// Lines of at most 80 columns, except where a server's codes are long.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Played for %.1f s".formatted(end.elapsed().toMillis() / 1e3));
        lines.add("");
        nodes(lines);
        sessions(lines);
        packets(lines);
        lines.add("");
        timings(lines);
        lines.add("");
        load(lines);
        lines.add("");
        refusals(lines);
        lines.add("cleaned up  " + cleanUpText());
        return lines;
    }

    private void nodes(List<String> lines) {
        Snapshot.Nodes nodes = end.nodes();
        lines.add(
                "nodes       %,d at the end: %,d online, %,d degraded, %,d silent; %,d came back"
                        .formatted(
                                nodes.registered(),
                                nodes.online(),
                                nodes.degraded(),
                                nodes.silent(),
                                nodes.returns()));
    }

    private void sessions(List<String> lines) {
        lines.add(
                "sessions    %,d opened: %,d ended by clients, %,d vanished, %,d cut, %,d open"
                        .formatted(
                                end.opened(),
                                end.over(Fate.ENDED),
                                end.over(Fate.VANISHED),
                                end.over(Fate.CUT),
                                end.open()));
    }

    private void packets(List<String> lines) {
        long sent = last.packets().sent();
        if (sent > 0) {
            long back = last.timing(Step.PACKET).count();
            lines.add(
                    "packets     %,d sent: %,d reached their node, %,d came back"
                            .concat(" unchanged, %,d lost")
                            .formatted(sent, last.packets().atNodes(), back, sent - back));
        }
    }

    private void timings(List<String> lines) {
        lines.add("%-12s%9s%10s%10s%10s".formatted("ms", "count", "p50", "p99", "max"));
        for (Step step : Step.values()) {
            Timing timing = last.timing(step);
            if (timing.count() > 0) {
                lines.add(
                        "%-12s%,9d%10.1f%10.1f%10.1f"
                                .formatted(
                                        step.word(),
                                        timing.count(),
                                        timing.p50(),
                                        timing.p99(),
                                        timing.max()));
            }
        }
    }

    private void load(List<String> lines) {
        Spread load = end.load();
        Spread turnover = end.turnover();
        lines.add("load        of %,d nodes: min, median, max".formatted(load.nodes()));
        lines.add(
                "  at the end, in %% of maxConnections     %6.1f %6.1f %6.1f"
                        .formatted(load.min(), load.median(), load.max()));
        lines.add(
                "  in all, sessions per maxConnections    %6.2f %6.2f %6.2f"
                        .formatted(turnover.min(), turnover.median(), turnover.max()));
    }

    private void refusals(List<String> lines) {
        if (last.refused().isEmpty()) {
            lines.add("refused     nothing");
            return;
        }
        lines.add("refused     %,d".formatted(last.refusals()));
        last.refused().entrySet().stream()
                .limit(REASONS_SHOWN)
                .forEach(e -> lines.add("%,9d  %s".formatted(e.getValue(), e.getKey())));
        if (last.refused().size() > REASONS_SHOWN) {
            lines.add("           and other reasons");
        }
    }

    private String cleanUpText() {
        return switch (cleanUp) {
            case CleanUp.Done done ->
                    "%,d sessions ended, %,d nodes deregistered"
                                    .formatted(done.sessions(), done.nodes())
                            + over(done.sessionsOver())
                            + left(done.sessionsLeft(), done.nodesLeft());
            case CleanUp.Kept(long sessions, int nodes) ->
                    "nothing, as asked: %,d nodes and %,d sessions are left to expire"
                            .formatted(nodes, sessions);
        };
    }

    private static String over(int sessions) {
        return sessions == 0 ? "" : "; %,d sessions were over before".formatted(sessions);
    }

    private static String left(int sessions, int nodes) {
        return sessions + nodes == 0
                ? ""
                : "; %,d sessions and %,d nodes are left to expire".formatted(sessions, nodes);
    }
}
