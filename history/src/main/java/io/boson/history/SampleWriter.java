package io.boson.history;

import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.node.NodeId;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.history.rollup.Amounts;
import io.boson.history.rollup.CounterState;
import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import io.boson.history.sql.CopySamples;
import io.boson.history.sql.RollupKey;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SaveCounters;
import io.boson.history.sql.SaveRollups;
import io.boson.history.sql.SelectCounters;
import io.boson.history.sql.SelectKnownSamples;
import io.boson.history.sql.SelectRollups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Samples into rows, and what they add to totals and roll-ups. Within a transaction that holds the
/// log's positions, so that nobody else writes the same nodes.
final class SampleWriter {

    /// Submissions of one record are fewer than this.
    private static final int INDEX_BITS = 10;

    private SampleWriter() {}

    /// Every sample of a submission, its amounts still unknown.
    static List<SampleRow> rows(RecordedEvent recorded, MetricsSubmitted submitted) {
        List<SampleRow> rows = new ArrayList<>(submitted.samples().size());
        for (int i = 0; i < submitted.samples().size(); i++) {
            MetricSample sample = submitted.samples().get(i);
            rows.add(
                    new SampleRow(
                            submitted.nodeId(),
                            id(recorded.position(), i, submitted, sample),
                            submitted.registration(),
                            recorded.position(),
                            i,
                            recorded.receivedAt(),
                            sample,
                            Amounts.NONE));
        }
        return rows;
    }

    /// A sample at the node's own time is the same one whenever it is sent again; one at the
    /// server's time is new each time.
    private static UUID id(
            LogPosition position, int index, MetricsSubmitted submitted, MetricSample sample) {
        boolean ownTime =
                sample.skewMillis().isPresent()
                        && sample.time()
                                .equals(submitted.at().plusMillis(sample.skewMillis().getAsLong()));
        return ownTime
                ? submitted.registration().value()
                : new UUID(position.partition(), (position.offset() << INDEX_BITS) | index);
    }

    /// @param rows in log order
    /// @return how many were new
    static int write(Handle handle, List<SampleRow> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        List<SampleRow> fresh = counted(handle, unknown(handle, rows));
        CopySamples.run(handle, fresh);
        rollUp(handle, fresh);
        return fresh.size();
    }

    private static List<SampleRow> unknown(Handle handle, List<SampleRow> rows) {
        List<SelectKnownSamples.Key> mayBeKnown =
                rows.stream()
                        .filter(row -> row.id().equals(row.registration().value()))
                        .map(SelectKnownSamples.Key::of)
                        .toList();
        Set<SelectKnownSamples.Key> known =
                new HashSet<>(SelectKnownSamples.run(handle, mayBeKnown));
        return rows.stream().filter(row -> known.add(SelectKnownSamples.Key.of(row))).toList();
    }

    /// In log order, which within a node is the order in which it was said.
    private static List<SampleRow> counted(Handle handle, List<SampleRow> rows) {
        Set<NodeId> nodes = new HashSet<>();
        rows.forEach(row -> nodes.add(row.node()));
        Map<NodeId, CounterState> states = SelectCounters.run(handle, nodes);
        List<SampleRow> counted = new ArrayList<>(rows.size());
        for (SampleRow row : rows) {
            Amounts amounts =
                    Optional.ofNullable(states.get(row.node()))
                            .map(state -> state.amounts(row.registration(), row.sample()))
                            .orElse(Amounts.NONE);
            counted.add(row.with(amounts));
            states.put(row.node(), new CounterState(row.registration(), row.sample()));
        }
        SaveCounters.run(handle, states);
        return counted;
    }

    /// Hours are made of minutes and days of hours: each sample is put into histograms once.
    private static void rollUp(Handle handle, Collection<SampleRow> rows) {
        Map<RollupKey, Summary> minutes = new HashMap<>();
        for (SampleRow row : rows) {
            minutes.computeIfAbsent(
                            new RollupKey(
                                    row.node(),
                                    Level.MINUTE,
                                    Level.MINUTE.floor(row.sample().time())),
                            _ -> new Summary())
                    .add(row.sample(), row.amounts());
        }
        Map<RollupKey, Summary> hours = coarser(minutes, Level.HOUR);
        Map<RollupKey, Summary> days = coarser(hours, Level.DAY);
        add(handle, Level.MINUTE, minutes);
        add(handle, Level.HOUR, hours);
        add(handle, Level.DAY, days);
    }

    private static Map<RollupKey, Summary> coarser(Map<RollupKey, Summary> fine, Level level) {
        Map<RollupKey, Summary> coarse = new HashMap<>();
        fine.forEach(
                (key, summary) ->
                        coarse.computeIfAbsent(
                                        new RollupKey(key.node(), level, level.floor(key.start())),
                                        _ -> new Summary())
                                .add(summary));
        return coarse;
    }

    /// @param more what is new; becomes what is then there
    private static void add(Handle handle, Level level, Map<RollupKey, Summary> more) {
        if (more.isEmpty()) {
            return;
        }
        SelectRollups.run(handle, level, more.keySet())
                .forEach((key, there) -> more.merge(key, there, SampleWriter::both));
        SaveRollups.run(handle, level, more);
    }

    private static Summary both(Summary one, Summary other) {
        one.add(other);
        return one;
    }
}
