package io.boson.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Topic;
import io.boson.events.log.LogExtent;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.history.sql.KeptPosition;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A log that is another than the one followed, or shorter, is noticed; nothing is lost or doubled.
@ExtendWith(PostgresFixture.class)
final class LogMetTest {

    private static final Instant T0 = Samples.T0;
    private static final List<RecordedEvent> LOG = Recorded.log(2, 5, 3);
    private static final int SAMPLES = 30;

    private final HistoryDatabase database;

    LogMetTest(DatabaseAddress address) {
        database = new HistoryDatabase(address);
    }

    @BeforeEach
    void written() {
        database.migrate();
        HistoryWriter writer = new HistoryWriter(database);
        writer.next(List.of(extent("a", 0, 10)));
        writer.handle(LOG);
        writer.handle(List.of(Recorded.of(NodeSample.of(1).registered(T0), 0, 0)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static LogExtent extent(String log, long begin, long end) {
        return new LogExtent(Topic.METRICS, 0, log, begin, end);
    }

    @ParameterizedTest
    @CsvSource({
        // kept log and position, what is there: log, begin, end; where it goes on, epoch
        "a, 10, a, 0, 10, 10, 2, SEAMLESS",
        "a, 10, a, 4, 99, 10, 2, SEAMLESS",
        "'', 10, a, 0, 10, 10, 2, SEAMLESS",
        "'', 11, a, 0, 10, 0, 3, ANOTHER",
        "a, 10, b, 0, 99, 0, 3, ANOTHER",
        "a, 10, b, 3, 5, 3, 3, ANOTHER",
        "a, 11, a, 0, 10, 10, 2, SHORTER",
        "a, 3, a, 4, 9, 4, 2, GAP",
    })
    void goesOnWhereItCan(
            String kept,
            long next,
            String log,
            long begin,
            long end,
            long on,
            int epoch,
            Continuation.Kind kind) {
        Continuation met =
                Continuation.of(
                        extent(log, begin, end),
                        Optional.of(new KeptPosition(Topic.METRICS, 0, next, kept, 2)));
        assertThat(met.position()).isEqualTo(new KeptPosition(Topic.METRICS, 0, on, log, epoch));
        assertThat(met.kind()).isEqualTo(kind);
    }

    @Test
    void aLogThatWasMadeAnewIsWrittenFromItsBeginning() {
        HistoryWriter writer = new HistoryWriter(database);
        assertThat(writer.next(List.of(extent("b", 0, 2))))
                .containsExactly(new LogPosition(Topic.METRICS, 0, 0));
        writer.handle(List.of(later(0), later(1)));
        writer.handle(List.of(later(0), later(1)));

        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(SAMPLES + 2);
        assertThat(number("SELECT count(*) FROM sample WHERE log_epoch = 1")).isEqualTo(2);
        assertThat(number("SELECT sum(samples) FROM rollup_day")).isEqualTo(SAMPLES + 2);
        LogBreak told = writer.latestBreak().orElseThrow();
        assertThat(told.text()).contains("the log of metrics is another one", "keeps what it has");
        assertThat(told.noticed()).isCloseTo(Instant.now(), within());

        HistoryWriter next = new HistoryWriter(database);
        assertThat(next.next(List.of(extent("b", 0, 2))))
                .as("noticed once")
                .containsExactly(new LogPosition(Topic.METRICS, 0, 2));
        assertThat(next.latestBreak()).contains(told);
    }

    /// A machine that lost power may have written less of the log than of the history.
    @Test
    void aLogThatLostItsEndGoesOnThereAndWhatWasBeyondIsSetApart() {
        HistoryWriter writer = new HistoryWriter(database);
        assertThat(writer.next(List.of(extent("a", 0, 8))))
                .containsExactly(new LogPosition(Topic.METRICS, 0, 8));
        writer.handle(List.of(later(8), later(9)));

        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(SAMPLES + 2);
        assertThat(number("SELECT count(*) FROM sample WHERE log_epoch = -1")).isEqualTo(6);
        assertThat(writer.latestBreak().orElseThrow().text()).contains("has lost its end");

        new HistoryRebuild(database).clear(List.of(extent("a", 0, 10)), T0);
        writer.next(List.of(extent("a", 0, 10)));
        writer.handle(LOG.subList(0, 8));
        writer.handle(List.of(later(8), later(9)));
        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(SAMPLES + 2);
        assertThat(number("SELECT sum(samples) FROM rollup_hour")).isEqualTo(SAMPLES + 2);
    }

    @Test
    void recordsDroppedBeforeTheyWereWrittenAreSaid() {
        HistoryWriter writer = new HistoryWriter(database);
        writer.next(List.of(extent("a", 12, 20)));
        assertThat(writer.latestBreak().orElseThrow().text()).contains("not written yet");
    }

    @Test
    void twoInstancesMeetTheNewLogOnce() {
        HistoryWriter one = new HistoryWriter(database);
        HistoryWriter other = new HistoryWriter(database);
        one.next(List.of(extent("b", 0, 2)));
        one.handle(List.of(later(0)));
        assertThat(other.next(List.of(extent("b", 0, 2))))
                .containsExactly(new LogPosition(Topic.METRICS, 0, 1));
        other.handle(List.of(later(0), later(1)));

        assertThat(number("SELECT count(*) FROM sample")).isEqualTo(SAMPLES + 2);
    }

    private static RecordedEvent later(int offset) {
        Instant at = T0.plusSeconds(7_200 + offset);
        return Recorded.of(
                NodeSample.of(7).submitted(at, Recorded.sample(at, at, 1, offset)), 0, offset);
    }

    private static org.assertj.core.data.TemporalOffset<java.time.temporal.Temporal> within() {
        return new org.assertj.core.data.TemporalUnitWithinOffset(
                1, java.time.temporal.ChronoUnit.MINUTES);
    }

    private long number(String sql) {
        return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }
}
