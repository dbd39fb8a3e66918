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
import io.boson.history.sql.CopyRollups;
import io.boson.history.sql.CopySamples;
import io.boson.history.sql.NodeCounter;
import io.boson.history.sql.RollupKey;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SaveCounters;
import io.boson.history.sql.SaveRollups;
import io.boson.history.sql.SelectCounters;
import io.boson.history.sql.SelectKnownSamples;
import io.boson.history.sql.SelectRollups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Samples into rows, and what they add to totals and roll-ups. Within a transaction that holds the
/// log's positions, so that nobody else writes the same nodes.
final class SampleWriter {

    /// Submissions of one record are fewer than this.
    private static final int INDEX_BITS = 10;

    private SampleWriter() {}

    /// Every sample of a submission, its amounts still unknown.
    static List<SampleRow> rows(RecordedEvent recorded, MetricsSubmitted submitted, int epoch) {
        List<SampleRow> rows = new ArrayList<>(submitted.samples().size());
        for (int i = 0; i < submitted.samples().size(); i++) {
            MetricSample sample = submitted.samples().get(i);
            rows.add(
                    new SampleRow(
                            submitted.nodeId(),
                            id(recorded.position(), epoch, i, submitted, sample),
                            submitted.registration(),
                            recorded.position(),
                            epoch,
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
            LogPosition position,
            int epoch,
            int index,
            MetricsSubmitted submitted,
            MetricSample sample) {
        boolean ownTime =
                sample.skewMillis().isPresent()
                        && sample.time()
                                .equals(submitted.at().plusMillis(sample.skewMillis().getAsLong()));
        return ownTime
                ? submitted.registration().value()
                : new UUID(
                        ((long) epoch << Integer.SIZE) | position.partition(),
                        (position.offset() << INDEX_BITS) | index);
    }

    /// @param rows in log order
    /// @return how many were new
    static int write(Handle handle, List<SampleRow> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        Set<NodeId> nodes = new HashSet<>();
        rows.forEach(row -> nodes.add(row.node()));
        Map<NodeId, NodeCounter> before = SelectCounters.run(handle, nodes);
        List<SampleRow> fresh = counted(handle, unknown(handle, rows, before), before);
        CopySamples.run(handle, fresh);
        rollUp(handle, fresh, node -> latest(before, node));
        return fresh.size();
    }

    private static Instant latest(Map<NodeId, NodeCounter> counters, NodeId node) {
        return Optional.ofNullable(counters.get(node)).map(NodeCounter::latest).orElse(Instant.MIN);
    }

    /// What is later than all of its node is not asked for.
    private static List<SampleRow> unknown(
            Handle handle, List<SampleRow> rows, Map<NodeId, NodeCounter> before) {
        List<SelectKnownSamples.Key> mayBeKnown =
                rows.stream()
                        .filter(row -> row.id().equals(row.registration().value()))
                        .filter(row -> !row.sample().time().isAfter(latest(before, row.node())))
                        .map(SelectKnownSamples.Key::of)
                        .toList();
        Set<SelectKnownSamples.Key> known =
                new HashSet<>(SelectKnownSamples.run(handle, mayBeKnown));
        return rows.stream().filter(row -> known.add(SelectKnownSamples.Key.of(row))).toList();
    }

    /// In log order, which within a node is the order in which it was said.
    private static List<SampleRow> counted(
            Handle handle, List<SampleRow> rows, Map<NodeId, NodeCounter> before) {
        Map<NodeId, NodeCounter> after = new HashMap<>();
        List<SampleRow> counted = new ArrayList<>(rows.size());
        for (SampleRow row : rows) {
            Optional<NodeCounter> last =
                    Optional.ofNullable(after.getOrDefault(row.node(), before.get(row.node())));
            counted.add(
                    row.with(
                            last.map(c -> c.state().amounts(row.registration(), row.sample()))
                                    .orElse(Amounts.NONE)));
            Instant time = row.sample().time();
            after.put(
                    row.node(),
                    new NodeCounter(
                            new CounterState(row.registration(), row.sample()),
                            last.map(NodeCounter::latest).filter(time::isBefore).orElse(time)));
        }
        SaveCounters.run(handle, after);
        return counted;
    }

    /// Hours are made of minutes and days of hours: each sample is put into histograms once.
    ///
    /// @param latest time of any sample of a node that is summed up already
    static void rollUp(
            Handle handle, Collection<SampleRow> rows, Function<NodeId, Instant> latest) {
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
        add(handle, Level.MINUTE, minutes, latest);
        add(handle, Level.HOUR, hours, latest);
        add(handle, Level.DAY, days, latest);
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

    /// Pieces that begin after all that is summed up are new, and so are those that are asked for
    /// and not found; the rest is put together with what is there.
    private static void add(
            Handle handle,
            Level level,
            Map<RollupKey, Summary> more,
            Function<NodeId, Instant> latest) {
        Map<RollupKey, Summary> fresh = new HashMap<>(more);
        List<RollupKey> mayBeThere =
                more.keySet().stream()
                        .filter(key -> !key.start().isAfter(latest.apply(key.node())))
                        .toList();
        Map<RollupKey, Summary> there =
                mayBeThere.isEmpty() ? Map.of() : SelectRollups.run(handle, level, mayBeThere);
        there.forEach(
                (key, summary) -> Optional.ofNullable(fresh.remove(key)).ifPresent(summary::add));
        SaveRollups.run(handle, level, there);
        CopyRollups.run(handle, level, fresh);
    }
}
