package io.boson.server.prometheus;

import io.boson.history.HistoryWriter;
import io.boson.history.LogBreak;
import io.boson.server.history.HistoryState;
import io.boson.streams.log.EventSubscription.Progress;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/// How far the history is behind the log. What nobody knows yet has no series.
final class HistoryCollector implements MultiCollector {

    private static final double MILLIS = 1e3;

    private final Supplier<HistoryState> history;

    HistoryCollector(Supplier<HistoryState> history) {
        this.history = history;
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        switch (history.get()) {
            case HistoryState.Running running -> {
                progress(families, running.subscription().progress());
                written(families, running.writer());
            }
            case HistoryState.Starting _, HistoryState.Disabled _, HistoryState.Away _ ->
                    families.gauge(
                            "history_following",
                            "Whether the last batch of the log was written to the history.",
                            0);
        }
        return families.collected();
    }

    private static void progress(Families families, Progress now) {
        families.gauge(
                        "history_following",
                        "Whether the last batch of the log was written to the history.",
                        now.following() ? 1 : 0)
                .gauge(
                        "history_written_up_to_timestamp_seconds",
                        "When the log received the latest record that this instance wrote.",
                        out -> out.put(now.handledUpTo().toEpochMilli() / MILLIS));
        if (now.lag() >= 0) {
            families.gauge(
                    "history_lag_records",
                    "Records of the log that are not in the history yet.",
                    now.lag());
        }
    }

    private static void written(Families families, HistoryWriter writer) {
        families.counter(
                        "history_written_rows",
                        "Rows that this instance wrote, by what they are.",
                        out -> {
                            out.put(writer.samplesWritten(), "kind", "sample");
                            out.put(writer.factsWritten(), "kind", "fact");
                        })
                .counter(
                        "history_unreadable_records",
                        "Records that this release could not read, kept as they are.",
                        out -> out.put(writer.factsUnreadable()))
                .gauge(
                        "history_log_break_timestamp_seconds",
                        "When log and history last did not meet: a log lost or cut. 0: never.",
                        out ->
                                out.put(
                                        writer.latestBreak()
                                                .map(LogBreak::noticed)
                                                .map(at -> at.toEpochMilli() / MILLIS)
                                                .orElse(0.0)));
    }
}
