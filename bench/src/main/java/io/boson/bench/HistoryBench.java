package io.boson.bench;

import io.boson.bench.process.Workplace;
import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.PostgresAddress;
import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.telemetry.MetricSample;
import io.boson.history.DatabaseAddress;
import io.boson.history.HistoryDatabase;
import io.boson.history.HistoryWriter;
import io.boson.history.MetricHistory;
import io.boson.history.rollup.Level;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A month of one node's samples, every ten seconds: written by the history writer beside a bare
/// COPY of the same rows, then asked for. The database is the embedded one, asked without HTTP.
final class HistoryBench {

    private static final Target WRITER = Target.atLeast(0.5);
    private static final Target MILLIS = Target.atMost(50);
    private static final NodeSample NODE = NodeSample.of(1);
    private static final int EACH = 10;
    private static final int SUBMISSIONS = 26_000;
    private static final int BATCH = 500;
    private static final int QUESTIONS = 200;
    private static final Duration SPACING = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;

    private HistoryBench() {}

    static void run(Plan plan, Path home) throws Exception {
        List<RecordedEvent> log = log();
        long rows = (long) SUBMISSIONS * EACH;
        Table table =
                new Table(
                        "%,d samples of one node, %d in a record".formatted(rows, EACH),
                        List.of("", "rows/s", "of COPY", "p50 ms", "p99 ms"));
        List<Double> rates = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        try (Workplace workplace = Workplace.open(home)) {
            for (int i = 1; i <= plan.runs(); i++) {
                Progress.say("writing, round " + i + " of " + plan.runs());
                Path folder = workplace.resolve("postgres-" + i);
                try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder);
                        HistoryDatabase database = new HistoryDatabase(address(postgres))) {
                    database.migrate();
                    rates.add(rows / seconds(() -> write(database, log)));
                    copyOut(database);
                    copies.add(rows / seconds(() -> copy(database)));
                    if (i == plan.runs()) {
                        table.row(
                                List.of(
                                        "COPY of the same rows into a like table",
                                        Table.number(median(copies), 0),
                                        "",
                                        "",
                                        ""));
                        double ratio = median(rates) / median(copies);
                        table.row(
                                List.of(
                                        "history writer: rows, roll-ups, positions",
                                        Table.number(median(rates), 0),
                                        WRITER.judge(ratio, "%.2f"),
                                        "",
                                        ""));
                        ask(table, database);
                        explain(database).forEach(table::note);
                    }
                }
            }
        }
        table.note("Medians of %d rounds, each on a new database.".formatted(plan.runs()));
        table.note("COPY: the server's own, of a file and without a client.");
        table.print(System.out);
    }

    private static DatabaseAddress address(EmbeddedPostgres postgres) throws Exception {
        PostgresAddress address = postgres.start();
        return new DatabaseAddress(address.jdbcUrl(), address.user(), address.password());
    }

    private static void write(HistoryDatabase database, List<RecordedEvent> log) {
        HistoryWriter writer = new HistoryWriter(database);
        for (int from = 0; from < log.size(); from += BATCH) {
            writer.handle(log.subList(from, Math.min(log.size(), from + BATCH)));
        }
    }

    /// What is then copied in.
    private static void copyOut(HistoryDatabase database) {
        database.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("CREATE TABLE like_sample (LIKE sample INCLUDING ALL)");
                            handle.execute(
                                    "COPY (SELECT * FROM sample ORDER BY time)"
                                            + " TO PROGRAM 'cat > sample.copy'");
                        });
    }

    /// By the server's own COPY: no client is in the way.
    private static void copy(HistoryDatabase database) {
        database.jdbi()
                .useHandle(h -> h.execute("COPY like_sample FROM PROGRAM 'cat sample.copy'"));
    }

    private static void ask(Table table, HistoryDatabase database) {
        Progress.say("asking");
        MetricHistory history = new MetricHistory(database);
        Instant end = Samples.T0.plus(SPACING.multipliedBy((long) SUBMISSIONS * EACH));
        Random random = new Random(1);
        row(
                table,
                "aggregated, about a month",
                () -> {
                    Instant from = Samples.T0.plusMillis(random.nextInt(86_400_000));
                    Instant to = end.minusMillis(random.nextInt(86_400_000));
                    history.summary(NODE.id(), from, to);
                });
        row(
                table,
                "history by the hour, a month",
                () -> history.buckets(NODE.id(), Level.HOUR, Samples.T0, end, PAGE));
        row(
                table,
                "history by the minute, a page of 1,000",
                () ->
                        history.buckets(
                                NODE.id(),
                                Level.MINUTE,
                                Samples.T0.plusSeconds(random.nextInt(2_000_000)),
                                end,
                                PAGE));
        row(
                table,
                "history raw, a page of 1,000",
                () ->
                        history.samples(
                                NODE.id(),
                                Samples.T0.plusSeconds(random.nextInt(2_000_000)),
                                new java.util.UUID(0, 0),
                                end,
                                PAGE));
        row(table, "latest", () -> history.latest(NODE.id()));
    }

    /// How the days of a month are found.
    private static List<String> explain(HistoryDatabase database) {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF) SELECT *"
                                                        + " FROM rollup_day WHERE node = :node AND"
                                                        + " start >= '2026-01-02Z' AND start <"
                                                        + " '2026-01-31Z' ORDER BY start")
                                        .bind("node", NODE.id().value())
                                        .mapTo(String.class)
                                        .list());
    }

    private static void row(Table table, String name, Runnable question) {
        double[] millis = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS / 4; i++) {
            question.run(); // warm
        }
        for (int i = 0; i < QUESTIONS; i++) {
            millis[i] = 1e3 * seconds(question);
        }
        Arrays.sort(millis);
        table.row(
                List.of(
                        name,
                        "",
                        "",
                        Table.number(millis[QUESTIONS / 2], 1),
                        MILLIS.judge(millis[QUESTIONS * 99 / 100], "%.1f")));
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static List<RecordedEvent> log() {
        Random random = new Random(7);
        List<RecordedEvent> log = new ArrayList<>(SUBMISSIONS);
        for (int i = 0; i < SUBMISSIONS; i++) {
            Instant at = Samples.T0.plus(SPACING.multipliedBy((long) (i + 1) * EACH));
            MetricSample[] samples = new MetricSample[EACH];
            for (int k = 0; k < EACH; k++) {
                Instant time = Samples.T0.plus(SPACING.multipliedBy((long) i * EACH + k));
                samples[k] = Samples.sample(time, random.nextInt(100));
            }
            log.add(
                    new RecordedEvent(
                            new LogPosition(Topic.METRICS, 0, i),
                            at,
                            NODE.id().toString(),
                            new RecordedEvent.Attributes("", "", "", "", "", "", ""),
                            Optional.of(NODE.submitted(at, samples)),
                            () -> ""));
        }
        return log;
    }
}
