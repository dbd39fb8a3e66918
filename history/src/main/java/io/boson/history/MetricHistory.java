package io.boson.history;

import io.boson.events.node.NodeId;
import io.boson.history.rollup.Cover;
import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SelectBuckets;
import io.boson.history.sql.SelectBuckets.Bucket;
import io.boson.history.sql.SelectDropped;
import io.boson.history.sql.SelectLatestSample;
import io.boson.history.sql.SelectSamples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// What nodes measured, as asked for. Every answer is bounded, and read in one short transaction.
public final class MetricHistory {

    /// In less than a minute a node sends no more than a few submissions.
    private static final int SAMPLES_OF_A_MINUTE_MAX = 100_000;

    private final Jdbi jdbi;

    public MetricHistory(HistoryDatabase database) {
        this.jdbi = database.jdbi();
    }

    public Optional<SampleRow> latest(NodeId node) {
        return ask(handle -> SelectLatestSample.run(handle, node));
    }

    /// @param from inclusive
    /// @param id of the first sample wanted at `from`, or [SelectSamples#FIRST_ID]
    /// @param to exclusive
    public List<SampleRow> samples(NodeId node, Instant from, UUID id, Instant to, int limit) {
        return ask(handle -> SelectSamples.run(handle, node, from, id, to, limit));
    }

    /// Every piece that begins within the range.
    public List<Bucket> buckets(NodeId node, Level level, Instant from, Instant to, int limit) {
        return ask(handle -> SelectBuckets.run(handle, node, level, from, to, limit));
    }

    /// Samples of a range in one.
    ///
    /// @param from inclusive: what was asked for, or the next full hour
    /// @param to exclusive: what was asked for, or the last full hour
    public record Aggregate(Summary summary, Instant from, Instant to) {}

    /// All samples of a range in one, exact at both ends as long as the samples there are kept; of
    /// those that are dropped, whole hours.
    public Aggregate summary(NodeId node, Instant from, Instant to) {
        return ask(
                handle -> {
                    Instant begin = isKept(handle, node, from) ? from : Level.HOUR.ceiling(from);
                    Instant end = isKept(handle, node, to) ? to : Level.HOUR.floor(to);
                    Summary whole = new Summary();
                    for (Cover piece : Cover.of(begin, end)) {
                        add(handle, node, piece, whole);
                    }
                    return new Aggregate(whole, begin, end.isBefore(begin) ? begin : end);
                });
    }

    /// Whether the hour around this moment can still be cut there.
    private static boolean isKept(Handle handle, NodeId node, Instant time) {
        Instant hour = Level.HOUR.floor(time);
        return time.equals(hour)
                || SelectDropped.run(
                                handle,
                                PartitionedTable.ROLLUP_MINUTE.partition(
                                        PartitionedTable.ROLLUP_MINUTE.begin(time)),
                                node,
                                hour)
                        .isEmpty();
    }

    private static void add(Handle handle, NodeId node, Cover piece, Summary whole) {
        if (piece.level().isPresent()) {
            Level level = piece.level().get();
            int all = Math.toIntExact(1 + piece.from().until(piece.to()).dividedBy(level.length()));
            SelectBuckets.run(handle, node, level, piece.from(), piece.to(), all)
                    .forEach(bucket -> whole.add(bucket.summary()));
            return;
        }
        SelectSamples.run(
                        handle,
                        node,
                        piece.from(),
                        SelectSamples.FIRST_ID,
                        piece.to(),
                        SAMPLES_OF_A_MINUTE_MAX)
                .forEach(row -> whole.add(row.sample(), row.amounts()));
    }

    private <T> T ask(Function<Handle, T> question) {
        try {
            return jdbi.withHandle(question::apply);
        } catch (JdbiException away) {
            throw new HistoryUnavailableException(away);
        }
    }
}
