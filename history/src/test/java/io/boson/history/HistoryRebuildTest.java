package io.boson.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Topic;
import io.boson.events.log.LogExtent;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The history is taken back to where the log begins and written anew.
@ExtendWith(PostgresFixture.class)
final class HistoryRebuildTest {

    private static final int NODES = 2;
    private static final int SUBMISSIONS = 40;
    private static final int EACH = 500;
    private static final int RECORDS = NODES * SUBMISSIONS;
    private static final String LOG = "log-1";

    /// What is the same however often it is written; sums but for rounding.
    private static final List<String> TABLES =
            List.of(
                    "SELECT * FROM sample ORDER BY node, time, id",
                    "SELECT * FROM node_counter ORDER BY node",
                    "SELECT * FROM audit ORDER BY received, topic, partition, \"offset\"",
                    rollup("rollup_minute"),
                    rollup("rollup_hour"),
                    rollup("rollup_day"));

    private final HistoryDatabase database;
    private final LeakCheck leaks;
    private final List<RecordedEvent> log = Recorded.log(NODES, SUBMISSIONS, EACH);

    HistoryRebuildTest(DatabaseAddress address) {
        database = new HistoryDatabase(address);
        leaks = LeakCheck.on(database.jdbi());
    }

    private static String rollup(String table) {
        return "SELECT node, start, samples, mins, maxs, totals, sketches FROM "
                + table
                + " ORDER BY node, start";
    }

    @BeforeEach
    void writtenOnce() {
        database.migrate();
        write(log, extent(0));
        RecordedEvent fact = Recorded.of(NodeSample.of(1).registered(Samples.T0), 0, 0);
        new HistoryWriter(database).handle(List.of(fact));
    }

    @AfterEach
    void close() {
        leaks.assertNothingIsOpen();
        database.close();
    }

    @Test
    void whatTheLogHoldsWholeIsWrittenAnewAndTheSame() {
        List<String> before = tables();
        execute("UPDATE rollup_hour SET samples = 7");
        execute("DELETE FROM sample WHERE log_offset % 3 = 0");
        execute("UPDATE sample SET latency = 1");
        execute("UPDATE node_counter SET errors = 0");
        assertThat(tables()).isNotEqualTo(before);

        HistoryRebuild.Cleared cleared = clear(0);
        assertThat(cleared.samplesKept()).isZero();
        assertThat(number("SELECT count(*) FROM rollup_minute")).isZero();
        write(log, extent(0));

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void whatTheLogHoldsNoMoreStays() {
        List<String> before = tables();
        for (int begin : List.of(13, RECORDS - 1, RECORDS)) {
            HistoryRebuild.Cleared cleared = clear(begin);
            assertThat(cleared.samplesKept()).isEqualTo((long) begin * EACH);
            assertThat(cleared.samples()).isEqualTo((long) (RECORDS - begin) * EACH);
            assertThat(number("SELECT sum(samples) FROM rollup_day"))
                    .as("made anew of what is kept")
                    .isEqualTo((long) begin * EACH);
            write(log.subList(begin, RECORDS), extent(begin));

            assertThat(tables()).as("the log begins at %d", begin).isEqualTo(before);
        }
    }

    @Test
    void cutOffAnywhereItGoesOn() {
        List<String> before = tables();
        clear(20);
        for (int round = 0; round < 5; round++) {
            HistoryWriter another = new HistoryWriter(database);
            long next = another.next(List.of(extent(20))).getFirst().offset();
            another.handle(log.subList((int) next, (int) next + 7));
        }
        write(log, extent(20));

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void aWriterThatWasAheadIsToldToBeginAgain() {
        HistoryWriter ahead = new HistoryWriter(database);
        ahead.next(List.of(extent(0)));
        clear(30);

        RecordedEvent more = Recorded.log(NODES, SUBMISSIONS + 1, EACH).getLast();
        assertThatThrownBy(() -> ahead.handle(List.of(more))).hasMessageContaining("moved back");
        assertThat(ahead.next(List.of(extent(30))))
                .containsExactly(new LogPosition(Topic.METRICS, 0, 30));
    }

    /// Or what roll-ups count already would be counted twice.
    @Test
    void whereSamplesAreDroppedItBeginsADayAfterTheOldestThatIsKept() {
        Instant second = Samples.T0.plus(Duration.ofDays(1));
        HistoryWriter writer = new HistoryWriter(database);
        Retention brief =
                new Retention(Duration.ofDays(1), Duration.ofDays(400), Duration.ofDays(400));
        assertThat(new HistoryRebuild(database).earliest()).isEmpty();
        writer.dropOld(brief, second.plus(Duration.ofDays(1)));
        assertThat(number("SELECT count(*) FROM sample")).isBetween(1L, (long) RECORDS * EACH - 1);
        List<String> before = tables();

        Instant earliest = new HistoryRebuild(database).earliest().orElseThrow();
        assertThat(earliest).isEqualTo(second.plus(Duration.ofDays(1)));
        int begin = first(earliest);
        clear(begin);
        write(log.subList(begin, RECORDS), extent(begin));

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void whereAllSamplesAreDroppedNothingIsCountedTwice() {
        Retention none = new Retention(Duration.ZERO, Duration.ofDays(400), Duration.ofDays(400));
        new HistoryWriter(database).dropOld(none, Samples.T0.plus(Duration.ofDays(9)));
        assertThat(number("SELECT count(*) FROM sample")).isZero();
        List<String> before = tables();

        Instant earliest = new HistoryRebuild(database).earliest().orElseThrow();
        assertThat(first(earliest)).isEqualTo(RECORDS);
        clear(List.of(extent(RECORDS)), earliest);

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void rowsOfAnotherLogStay() {
        LogExtent other = new LogExtent(Topic.METRICS, 0, "log-2", 0, 1);
        Instant at = Samples.T0.plus(Duration.ofDays(2));
        RecordedEvent fresh =
                Recorded.of(NodeSample.of(9).submitted(at, Recorded.sample(at, at, 1, 1)), 0, 0);
        HistoryWriter writer = new HistoryWriter(database);
        assertThat(writer.next(List.of(other)))
                .containsExactly(new LogPosition(Topic.METRICS, 0, 0));
        writer.handle(List.of(fresh));
        List<String> before = tables();

        HistoryRebuild.Cleared cleared = clear(List.of(other), at);
        assertThat(cleared.samples()).isEqualTo(1);
        assertThat(cleared.samplesKept()).isEqualTo((long) RECORDS * EACH);
        write(List.of(fresh), other);

        assertThat(tables()).isEqualTo(before);
    }

    private HistoryRebuild.Cleared clear(int begin) {
        List<LogExtent> parts = new ArrayList<>(List.of(extent(begin)));
        parts.add(new LogExtent(Topic.NODES, 0, LOG, 1, 1)); // holds nothing any more
        Instant since = begin == RECORDS ? received(RECORDS - 1) : received(begin);
        return clear(parts, since);
    }

    private HistoryRebuild.Cleared clear(List<LogExtent> parts, Instant since) {
        return new HistoryRebuild(database).clear(parts, since);
    }

    private static LogExtent extent(long begin) {
        return new LogExtent(Topic.METRICS, 0, LOG, begin, RECORDS);
    }

    private Instant received(int offset) {
        return log.get(offset).receivedAt();
    }

    private int first(Instant since) {
        int first = 0;
        while (first < RECORDS && received(first).isBefore(since)) {
            first++;
        }
        return first;
    }

    private void write(List<RecordedEvent> events, LogExtent extent) {
        HistoryWriter writer = new HistoryWriter(database);
        writer.next(List.of(extent));
        for (int from = 0; from < events.size(); from += 7) {
            writer.handle(events.subList(from, Math.min(events.size(), from + 7)));
        }
    }

    /// Of each table the number of rows, and what they hash to.
    private List<String> tables() {
        return TABLES.stream().map(HistoryRebuildTest::digest).map(this::text).toList();
    }

    private static String digest(String sql) {
        return "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ')), '') FROM (%s) t"
                .formatted(sql);
    }

    private String text(String sql) {
        return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).one());
    }

    private void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private long number(String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(Long.class).findOne().orElse(0L));
    }
}
