package io.boson.history;

import io.boson.events.Topic;
import io.boson.events.log.EventHandler;
import io.boson.events.log.LogExtent;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.history.Continuation.Kind;
import io.boson.history.rollup.Level;
import io.boson.history.sql.CopyAudit;
import io.boson.history.sql.KeptPosition;
import io.boson.history.sql.LeaveOrphans;
import io.boson.history.sql.LockPositions;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SavePositions;
import io.boson.history.sql.SelectPositions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the log down: samples, roll-ups and audit trail, and with them in one transaction how far
/// it is. Whatever ends a transaction early leaves neither rows nor position, and what comes twice
/// is passed over: no gap and no double. Several may write to one database, each from one thread.
public final class HistoryWriter implements EventHandler {

    /// Of these nothing is written; `metrics` become samples.
    private static final Set<Topic> LEFT_OUT = Set.of(Topic.HEARTBEATS, Topic.USAGE);

    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

    private final Jdbi jdbi;
    private final Partitions partitions;
    private final Map<Place, KeptPosition> followed = new HashMap<>();
    private volatile Optional<LogBreak> latestBreak = Optional.empty();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong facts = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    public HistoryWriter(HistoryDatabase database) {
        this.jdbi = database.jdbi();
        this.partitions = new Partitions(jdbi);
    }

    /// What it is to be given.
    public static Set<Topic> topics() {
        return EnumSet.complementOf(EnumSet.copyOf(LEFT_OUT));
    }

    /// Meets the log: one that is another than the one followed, or shorter, is noticed here and
    /// followed from where it can be, and what was written of the one before is kept.
    @Override
    public List<LogPosition> next(List<LogExtent> log) {
        partitions.forget();
        List<Continuation> met = jdbi.inTransaction(handle -> meet(handle, log));
        followed.clear();
        met.forEach(each -> followed.put(Place.of(each.position()), each.position()));
        latestBreak = jdbi.withHandle(LogBreaks::latest);
        for (Continuation each : met) {
            if (each.kind() != Kind.SEAMLESS) {
                LOG.warn(
                        "The log of {} {}: written up to {}-{}, going on at {}",
                        each.position().topic().shortName(),
                        each.kind().text(),
                        each.position().partition(),
                        each.written(),
                        each.position().next());
            }
        }
        return met.stream().map(each -> each.position().position()).toList();
    }

    private static List<Continuation> meet(Handle handle, List<LogExtent> log) {
        Map<Place, KeptPosition> kept = new HashMap<>();
        LockPositions.run(handle).forEach(p -> kept.put(Place.of(p), p));
        List<Continuation> met =
                log.stream()
                        .map(
                                part ->
                                        Continuation.of(
                                                part,
                                                Optional.ofNullable(
                                                        kept.get(
                                                                new Place(
                                                                        part.topic(),
                                                                        part.partition())))))
                        .toList();
        for (Continuation each : met) {
            if (each.kind() == Kind.SHORTER) {
                LeaveOrphans.run(handle, each.position());
            }
        }
        LogBreaks.save(handle, met.stream().filter(e -> e.kind() != Kind.SEAMLESS).toList());
        SavePositions.run(handle, met.stream().map(Continuation::position).toList());
        return met;
    }

    /// How far it is.
    ///
    /// @throws HistoryUnavailableException where the database does not answer
    public List<LogPosition> positions() {
        try {
            return jdbi.withHandle(SelectPositions::run).stream()
                    .map(KeptPosition::position)
                    .toList();
        } catch (JdbiException away) {
            throw new HistoryUnavailableException(away);
        }
    }

    /// Where log and history last did not meet; asked of the database at each beginning.
    public Optional<LogBreak> latestBreak() {
        return latestBreak;
    }

    @Override
    public void handle(List<RecordedEvent> batch) {
        ensurePartitions(batch);
        Written written = jdbi.inTransaction(handle -> write(handle, batch));
        written.positions.forEach(each -> followed.put(Place.of(each), each));
        samples.addAndGet(written.samples);
        facts.addAndGet(written.facts);
        unreadable.addAndGet(written.unreadable);
    }

    private record Written(
            int samples, int facts, int unreadable, Collection<KeptPosition> positions) {}

    private record Place(Topic topic, int partition) {
        static Place of(LogPosition position) {
            return new Place(position.topic(), position.partition());
        }

        static Place of(KeptPosition position) {
            return new Place(position.topic(), position.partition());
        }
    }

    private Written write(Handle handle, List<RecordedEvent> batch) {
        Map<Place, KeptPosition> there = new HashMap<>();
        LockPositions.run(handle).forEach(p -> there.put(Place.of(p), p));
        refuseMovedBack(there);
        Map<Place, KeptPosition> next = new HashMap<>();
        List<SampleRow> rows = new ArrayList<>();
        List<RecordedEvent> audited = new ArrayList<>();
        int strange = 0;
        for (RecordedEvent each : batch) {
            LogPosition at = each.position();
            Place place = Place.of(at);
            KeptPosition kept =
                    Optional.ofNullable(next.getOrDefault(place, there.get(place)))
                            .orElseGet(
                                    () -> new KeptPosition(at.topic(), at.partition(), 0, "", 0));
            if (at.offset() < kept.next()) {
                continue; // written before
            }
            next.put(place, kept.with(at.offset() + 1));
            Optional<MetricsSubmitted> metrics = metrics(each);
            if (metrics.isPresent()) {
                rows.addAll(SampleWriter.rows(each, metrics.get(), kept.epoch()));
            } else {
                audited.add(each);
                strange += each.event().isPresent() ? 0 : 1;
            }
        }
        int fresh = SampleWriter.write(handle, rows);
        CopyAudit.run(handle, audited, at -> epoch(next, at));
        SavePositions.run(handle, next.values());
        return new Written(fresh, audited.size(), strange, List.copyOf(next.values()));
    }

    private static int epoch(Map<Place, KeptPosition> positions, LogPosition at) {
        return Optional.ofNullable(positions.get(Place.of(at))).orElseThrow().epoch();
    }

    /// Somebody rebuilds, or met another log: what comes next from the one that is followed here
    /// would leave a gap.
    private void refuseMovedBack(Map<Place, KeptPosition> there) {
        followed.forEach(
                (place, mine) -> {
                    KeptPosition now = there.get(place);
                    if (now == null || now.next() < mine.next() || now.epoch() != mine.epoch()) {
                        throw new MovedBackException(mine.position());
                    }
                });
    }

    /// Not a failure: the writer is to begin again where the database now says.
    static final class MovedBackException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MovedBackException(LogPosition from) {
            super("written anew: the history was moved back from " + from);
        }
    }

    private static Optional<MetricsSubmitted> metrics(RecordedEvent recorded) {
        return recorded.event()
                .filter(MetricsSubmitted.class::isInstance)
                .map(MetricsSubmitted.class::cast);
    }

    private void ensurePartitions(Collection<RecordedEvent> batch) {
        Set<Instant> measured = new HashSet<>(); // as days: there are few
        Set<Instant> received = new HashSet<>();
        for (RecordedEvent each : batch) {
            Optional<MetricsSubmitted> metrics = metrics(each);
            if (metrics.isPresent()) {
                metrics.get()
                        .samples()
                        .forEach(sample -> measured.add(Level.DAY.floor(sample.time())));
            } else {
                received.add(Level.DAY.floor(each.receivedAt()));
            }
        }
        partitions.ensure(PartitionedTable.SAMPLE, measured);
        partitions.ensure(PartitionedTable.ROLLUP_MINUTE, measured);
        partitions.ensure(PartitionedTable.ROLLUP_HOUR, measured);
        partitions.ensure(PartitionedTable.ROLLUP_DAY, measured);
        partitions.ensure(PartitionedTable.AUDIT, received);
    }

    /// Drops what is older than is kept.
    ///
    /// @return the tables dropped
    public List<String> dropOld(Retention retention, Instant now) {
        return partitions.drop(retention, now);
    }

    /// Since the start.
    public long samplesWritten() {
        return samples.get();
    }

    public long factsWritten() {
        return facts.get();
    }

    /// Facts of a later release, or damaged: kept as they are.
    public long factsUnreadable() {
        return unreadable.get();
    }
}
