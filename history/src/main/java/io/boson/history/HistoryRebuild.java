package io.boson.history;

import io.boson.events.log.LogExtent;
import io.boson.history.rollup.Level;
import io.boson.history.sql.ClearCounters;
import io.boson.history.sql.ClearFacts;
import io.boson.history.sql.ClearRollups;
import io.boson.history.sql.ClearSamples;
import io.boson.history.sql.HeldByLog;
import io.boson.history.sql.LockPositions;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SelectKeptSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Puts the history back to where the log begins, so that a [HistoryWriter] writes it anew; what
/// the log holds no more stays.
///
/// ```
///   log        . . . . . . |begin ---------------- end|
///   samples    kept kept k |cleared, to be written anew|
///   roll-ups   kept kept | made anew of what is kept   |   whole days: a day before `begin` on
///   counters               of the last sample kept
///   positions              begin
/// ```
///
/// All of it is one transaction: who kills it leaves what was, and once it is done any writer
/// goes on from there, whoever is killed how often. Meanwhile writers wait, and those that were
/// ahead are told to begin again.
///
/// A sample's time is at most a day before its receipt, so what the log holds touches no roll-up
/// that begins earlier. Where roll-ups count samples that are dropped, a day cannot be made of
/// samples: [#earliest] then says from which receipt on the log may be written anew.
public final class HistoryRebuild {

    /// What a node may say of its past.
    private static final Duration PAST_MAX = Duration.ofDays(1);

    private static final int PAGE = 5_000;
    private static final String NO_LIMIT = "SET LOCAL statement_timeout = 0";

    private final Jdbi jdbi;

    /// What was taken out, to be written anew, and what stays.
    public record Cleared(long samples, long samplesKept, long facts, long factsKept) {}

    public HistoryRebuild(HistoryDatabase database) {
        this.jdbi = database.jdbi();
    }

    /// Samples that the log received before this cannot be written anew, because roll-ups count
    /// others of their days that are dropped; empty where everything can.
    public Optional<Instant> earliest() {
        return jdbi.withHandle(
                handle ->
                        ClearRollups.beforeSamples(handle)
                                .map(oldest -> Level.DAY.ceiling(oldest).plus(PAST_MAX)));
    }

    /// @param log every partition that is followed, as it is to be written anew
    /// @param since the earliest receipt of a sample among that
    public Cleared clear(List<LogExtent> log, Instant since) {
        return jdbi.inTransaction(handle -> clear(handle, log, since));
    }

    private static Cleared clear(Handle handle, List<LogExtent> log, Instant since) {
        handle.execute(NO_LIMIT);
        LockPositions.run(handle);
        HeldByLog.make(handle, log);
        ClearSamples.Outcome samples =
                ClearSamples.run(handle, Partitions.names(handle, PartitionedTable.SAMPLE));
        Instant day = Level.DAY.floor(since.minus(PAST_MAX));
        ClearRollups.run(handle, day);
        rollUpKept(handle, day);
        ClearCounters.run(handle);
        ClearFacts.Outcome facts = ClearFacts.run(handle);
        HeldByLog.moveBack(handle);
        return new Cleared(samples.cleared(), samples.kept(), facts.cleared(), facts.kept());
    }

    private static void rollUpKept(Handle handle, Instant day) {
        Optional<SampleRow> last = Optional.empty();
        List<SampleRow> page;
        do {
            page = SelectKeptSamples.run(handle, day, last, PAGE);
            SampleWriter.rollUp(handle, page, _ -> Instant.MAX);
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == PAGE);
    }
}
