package io.boson.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.node.NodeId;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
final class HistoryWriterTest {

    private static final Instant T0 = Samples.T0;

    private final DatabaseAddress address;
    private final HistoryDatabase database;
    private final LeakCheck leaks;
    private final HistoryWriter writer;

    HistoryWriterTest(DatabaseAddress address) {
        this.address = address;
        database = new HistoryDatabase(address);
        leaks = LeakCheck.on(database.jdbi());
        writer = new HistoryWriter(database);
    }

    @BeforeEach
    void migrate() {
        database.migrate();
    }

    @AfterEach
    void close() {
        leaks.assertNothingIsOpen();
        database.close();
    }

    @Test
    void rowsAndPositionAreWrittenTogether() {
        assertThat(writer.positions()).isEmpty();
        writer.handle(Recorded.log(2, 3, 4));

        assertThat(writer.positions()).containsExactly(new LogPosition(Topic.METRICS, 0, 6));
        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(24);
        assertThat(number("SELECT sum(samples) FROM rollup_day")).isEqualTo(24);
        assertThat(number("SELECT sum(samples) FROM rollup_minute")).isEqualTo(24);
        assertThat(writer.samplesWritten()).isEqualTo(24);
        assertThat(number("SELECT sum(totals[4]) FROM rollup_hour"))
                .as("bytes, less the first sample of each registration")
                .isEqualTo(2 * 11 * 100);
        assertThat(number("SELECT sum(totals[3]) FROM rollup_hour"))
                .as("errors count upward")
                .isEqualTo(2 * 22);
    }

    @Test
    void whatComesTwiceIsWrittenOnce() {
        List<RecordedEvent> log = Recorded.log(2, 4, 3);
        writer.handle(log.subList(0, 5));
        writer.handle(log.subList(2, 8));
        writer.handle(log);

        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(24);
        assertThat(number("SELECT sum(samples) FROM rollup_hour")).isEqualTo(24);
        assertThat(number("SELECT sum(totals[4]) FROM rollup_day")).isEqualTo(2 * 11 * 100);
    }

    @Test
    void aSampleSentTwiceCountsOnce() {
        NodeSample node = NodeSample.of(1);
        Instant at = T0.plusSeconds(30);
        var first = node.submitted(at, sample(0, at), sample(10, at));
        var again = node.submitted(at.plusSeconds(5), sample(10, at.plusSeconds(5)));
        var next = node.submitted(at.plusSeconds(9), sample(20, at.plusSeconds(9)));
        writer.handle(List.of(Recorded.of(first, 0, 0)));
        writer.handle(List.of(Recorded.of(again, 0, 1), Recorded.of(next, 0, 2)));

        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(3);
        assertThat(number("SELECT sum(totals[4]) FROM rollup_day")).isEqualTo(200);
    }

    @Test
    void samplesWithoutATimeOfTheirOwnAreAllKept() {
        NodeSample node = NodeSample.of(1);
        var submitted = node.submitted(T0, Samples.sample(T0, 1), Samples.sample(T0, 2));
        writer.handle(List.of(Recorded.of(submitted, 0, 0), Recorded.of(submitted, 0, 1)));

        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(4);
    }

    @Test
    void whatComesLateIsSummedUpWhereItBelongs() {
        NodeSample node = NodeSample.of(1);
        Instant at = T0.plus(Duration.ofHours(20));
        writer.handle(List.of(Recorded.of(node.submitted(at, sample(72_000, at)), 0, 0)));
        writer.handle(
                List.of(Recorded.of(node.submitted(at, sample(15, at), sample(25, at)), 0, 1)));

        assertThat(number("SELECT samples FROM rollup_minute WHERE start = '2026-01-01T00:00Z'"))
                .isEqualTo(2);
        assertThat(number("SELECT samples FROM rollup_day")).isEqualTo(3);
    }

    @Test
    void aNewRegistrationStartsCountingAnew() {
        Instant at = T0.plusSeconds(60);
        NodeSample node = NodeSample.of(1);
        var old = node.submitted(at, sample(0, at), sample(10, at));
        var fresh =
                new io.boson.events.telemetry.MetricsSubmitted(
                        node.id(),
                        Samples.registrationId(99),
                        List.of(sample(20, at), sample(30, at)),
                        at);
        writer.handle(List.of(Recorded.of(old, 0, 0), Recorded.of(fresh, 0, 1)));

        assertThat(number("SELECT sum(totals[4]) FROM rollup_day")).isEqualTo(200);
    }

    @Test
    void everyOtherFactBecomesTheAuditTrailAsItWasWritten() {
        NodeSample node = NodeSample.of(1);
        String strange = "not\tJSON \\N \u0000 at\nall";
        writer.handle(
                List.of(
                        Recorded.of(node.registered(T0), 2, 7),
                        Recorded.unknown(Topic.SESSIONS, 1, 3, T0, strange)));

        assertThat(number("SELECT count(*) FROM audit")).isEqualTo(2);
        assertThat(text("SELECT data FROM audit WHERE NOT readable"))
                .isEqualTo(strange.replace('\u0000', '\ufffd'));
        assertThat(text("SELECT data FROM audit WHERE readable"))
                .isEqualTo("{\"of\":\"" + node.id() + "\",\"tab\":\"\\t\"}");
        assertThat(writer.factsUnreadable()).isEqualTo(1);
        assertThat(writer.positions())
                .containsExactlyInAnyOrder(
                        new LogPosition(Topic.NODES, 2, 8), new LogPosition(Topic.SESSIONS, 1, 4));
    }

    @Test
    void twoWritersToOneDatabaseDoNotWriteTwice() throws Exception {
        List<RecordedEvent> log = Recorded.log(3, 40, 5);
        HistoryWriter other = new HistoryWriter(database);
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> each :
                    List.of(
                            both.submit(() -> inBatches(writer, log, 7)),
                            both.submit(() -> inBatches(other, log, 11)))) {
                each.get();
            }
        }
        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(600);
        assertThat(number("SELECT sum(samples) FROM rollup_day")).isEqualTo(600);
        assertThat(number("SELECT sum(totals[4]) FROM rollup_day")).isEqualTo(3 * 199 * 100);
        assertThat(writer.samplesWritten() + other.samplesWritten()).isEqualTo(600);
    }

    private static void inBatches(HistoryWriter writer, List<RecordedEvent> log, int size) {
        for (int from = 0; from < log.size(); from += size) {
            writer.handle(log.subList(from, Math.min(log.size(), from + size)));
        }
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        List<RecordedEvent> log = Recorded.log(1, 1, 3);
        database.jdbi().useHandle(h -> h.execute("ALTER TABLE rollup_day ADD CHECK (samples < 3)"));
        assertThatThrownBy(() -> writer.handle(log)).hasMessageContaining("rollup_day");

        assertThat(number("SELECT count(*) FROM sample")).isZero();
        assertThat(number("SELECT count(*) FROM rollup_minute")).isZero();
        assertThat(writer.positions()).isEmpty();
    }

    @Test
    void whatIsOldIsDroppedByTheDayAndCanComeAgain() {
        writer.handle(Recorded.log(1, 2, 500));
        assertThat(number("SELECT count(DISTINCT tableoid) FROM sample")).isEqualTo(1);
        Retention month = Retention.DEFAULTS;

        assertThat(writer.dropOld(month, T0.plus(Duration.ofDays(31)))).isEmpty();
        assertThat(writer.dropOld(month, T0.plus(Duration.ofDays(32))))
                .containsExactly("sample_20260101", "rollup_minute_20260101");

        assertThat(number("SELECT count(*) FROM sample")).isZero();
        assertThat(number("SELECT sum(samples) FROM rollup_hour")).isEqualTo(1_000);
        Instant at = T0.plusSeconds(20_000);
        writer.handle(List.of(Recorded.of(NodeSample.of(1).submitted(at, sample(1, at)), 0, 2)));
        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(1);
    }

    @Test
    void whereSamplesAreDroppedWholeHoursAreAddedUpAndSaid() {
        writer.handle(Recorded.log(1, 3, 500)); // 4 h 10 min
        MetricHistory history = new MetricHistory(database);
        NodeId node = NodeSample.of(1).id();
        writer.handle(List.of(Recorded.of(NodeSample.of(1).registered(T0), 0, 0)));
        NodeId measured = NodeSample.of(0).id();
        Instant from = T0.plusSeconds(1_800);
        Instant to = T0.plusSeconds(3 * 3_600 + 1_805);

        assertThat(history.summary(measured, from, to))
                .satisfies(exact -> assertThat(exact.from()).isEqualTo(from))
                .satisfies(exact -> assertThat(exact.to()).isEqualTo(to))
                .satisfies(exact -> assertThat(exact.summary().samples()).isEqualTo(1_081));

        writer.dropOld(Retention.DEFAULTS, T0.plus(Duration.ofDays(32)));
        assertThat(history.summary(measured, from, to))
                .satisfies(whole -> assertThat(whole.from()).isEqualTo(T0.plusSeconds(3_600)))
                .satisfies(whole -> assertThat(whole.to()).isEqualTo(T0.plusSeconds(3 * 3_600)))
                .satisfies(whole -> assertThat(whole.summary().samples()).isEqualTo(720));
        assertThat(history.summary(measured, from, T0.plusSeconds(1_900)))
                .as("within one hour there is nothing")
                .satisfies(none -> assertThat(none.to()).isEqualTo(none.from()))
                .satisfies(none -> assertThat(none.summary().samples()).isZero());
        assertThat(history.summary(node, from, to).from())
                .as("where nothing was dropped nothing is rounded")
                .isEqualTo(from);
    }

    @Test
    void aDatabaseOfANewerReleaseIsRefusedWithTheWayOut() {
        database.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "INSERT INTO migration SELECT 99, '99', 'later', type,"
                                                + " 'V99__later.sql', checksum, installed_by,"
                                                + " installed_on, execution_time, success"
                                                + " FROM migration WHERE version = '1'"));
        try (HistoryDatabase again = new HistoryDatabase(address)) {
            assertThatThrownBy(again::migrate)
                    .isInstanceOf(HistoryRefusedException.class)
                    .hasMessageContaining("its version is 99, this one knows up to 3")
                    .hasMessageContaining("another database");
        }
    }

    @Test
    void migratingAgainChangesNothing() {
        writer.handle(Recorded.log(1, 1, 1));
        database.migrate();
        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(1);
    }

    private static io.boson.events.telemetry.MetricSample sample(long second, Instant submittedAt) {
        return Recorded.sample(T0.plusSeconds(second), submittedAt, 10, second);
    }

    private long number(String sql) {
        return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private String text(String sql) {
        return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).one());
    }
}
