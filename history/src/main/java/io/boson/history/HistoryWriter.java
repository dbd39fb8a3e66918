package io.boson.history;

import io.boson.events.Topic;
import io.boson.events.log.EventHandler;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.history.sql.CopyAudit;
import io.boson.history.sql.LockPositions;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SavePositions;
import io.boson.history.sql.SelectPositions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Writes the log down: samples, roll-ups and audit trail, and with them in one transaction how far
/// it is. Whatever ends a transaction early leaves neither rows nor position, and what comes twice
/// is passed over: no gap and no double. Several may write to one database.
public final class HistoryWriter implements EventHandler {

    /// Of these nothing is written; `metrics` become samples.
    public static final Set<Topic> LEFT_OUT = Set.of(Topic.HEARTBEATS, Topic.USAGE);

    private final Jdbi jdbi;
    private final Partitions partitions;
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong facts = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    public HistoryWriter(HistoryDatabase database) {
        this.jdbi = database.jdbi();
        this.partitions = new Partitions(jdbi);
    }

    @Override
    public List<LogPosition> next() {
        partitions.forget();
        return jdbi.withHandle(SelectPositions::run);
    }

    @Override
    public void handle(List<RecordedEvent> batch) {
        ensurePartitions(batch);
        Written written = jdbi.inTransaction(handle -> write(handle, batch));
        samples.addAndGet(written.samples);
        facts.addAndGet(written.facts);
        unreadable.addAndGet(written.unreadable);
    }

    private record Written(int samples, int facts, int unreadable) {}

    private record Place(Topic topic, int partition) {
        static Place of(LogPosition position) {
            return new Place(position.topic(), position.partition());
        }
    }

    private Written write(Handle handle, List<RecordedEvent> batch) {
        Map<Place, Long> next = new HashMap<>();
        LockPositions.run(handle).forEach(p -> next.put(Place.of(p), p.offset()));
        List<SampleRow> rows = new ArrayList<>();
        List<RecordedEvent> audited = new ArrayList<>();
        int strange = 0;
        for (RecordedEvent each : batch) {
            LogPosition at = each.position();
            if (at.offset() < next.getOrDefault(Place.of(at), 0L)) {
                continue; // written before
            }
            next.put(Place.of(at), at.offset() + 1);
            Optional<MetricsSubmitted> metrics = metrics(each);
            if (metrics.isPresent()) {
                rows.addAll(SampleWriter.rows(each, metrics.get()));
            } else {
                audited.add(each);
                strange += each.event().isPresent() ? 0 : 1;
            }
        }
        int fresh = SampleWriter.write(handle, rows);
        CopyAudit.run(handle, audited);
        SavePositions.run(
                handle,
                next.entrySet().stream()
                        .map(
                                e ->
                                        new LogPosition(
                                                e.getKey().topic(),
                                                e.getKey().partition(),
                                                e.getValue()))
                        .toList());
        return new Written(fresh, audited.size(), strange);
    }

    private static Optional<MetricsSubmitted> metrics(RecordedEvent recorded) {
        return recorded.event()
                .filter(MetricsSubmitted.class::isInstance)
                .map(MetricsSubmitted.class::cast);
    }

    private void ensurePartitions(Collection<RecordedEvent> batch) {
        List<Instant> measured = new ArrayList<>();
        List<Instant> received = new ArrayList<>();
        for (RecordedEvent each : batch) {
            Optional<MetricsSubmitted> metrics = metrics(each);
            if (metrics.isPresent()) {
                metrics.get().samples().forEach(sample -> measured.add(sample.time()));
            } else {
                received.add(each.receivedAt());
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
