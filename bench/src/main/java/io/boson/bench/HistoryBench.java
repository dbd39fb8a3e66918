package io.boson.bench;

import io.boson.bench.process.Psql;
import io.boson.bench.process.Workplace;
import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.PostgresAddress;
import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
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
import java.util.function.Consumer;

/// Samples written by the history writer beside a bare COPY of the same rows: a month of one
/// node's, and a few minutes of a fleet's; then the month is asked for. The database is the
/// embedded one, asked without HTTP.
final class HistoryBench {

    private static final Target WRITER = Target.atLeast(0.5);
    private static final Target MILLIS = Target.atMost(50);
    private static final NodeSample NODE = NodeSample.of(1);
    private static final int EACH = 10;
    private static final int SUBMISSIONS = 26_000;
    private static final int BATCH = 500;
    private static final int FLEET = 1_000;
    private static final int FLEET_ROUNDS = 120;
    private static final int FLEET_BATCH = 2_000;

    /// What a writer is given that is behind the log.
    private static final int BEHIND_BATCH = 16_000;

    private static final int QUESTIONS = 200;
    private static final Duration SPACING = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;

    private HistoryBench() {}

    /// @param batch records that are written at once
    private record Shape(String name, List<RecordedEvent> log, int batch) {

        long rows() {
            return log.stream()
                    .mapToLong(
                            each ->
                                    ((MetricsSubmitted) each.event().orElseThrow())
                                            .samples()
                                            .size())
                    .sum();
        }
    }

    static void run(Plan plan, Path home) throws Exception {
        Shape month = new Shape("a month of one node, 10 in a record", month(), BATCH);
        Shape fleet = new Shape("20 min of 1,000 nodes, by 2,000 records", fleet(), FLEET_BATCH);
        Shape behind = new Shape("the same, by 16,000 records", fleet.log(), BEHIND_BATCH);
        Table table =
                new Table(
                        "%,d and %,d samples".formatted(month.rows(), fleet.rows()),
                        List.of("", "rows/s", "of COPY", "p50 ms", "p99 ms"));
        try (Workplace workplace = Workplace.open(home)) {
            write(table, plan, workplace, fleet, _ -> {});
            write(table, plan, workplace, behind, _ -> {});
            write(
                    table,
                    plan,
                    workplace,
                    month,
                    database -> {
                        ask(table, database);
                        explain(database).forEach(table::note);
                    });
        }
        table.note("Medians of %d rounds, each on a new database.".formatted(plan.runs()));
        table.note(
                "COPY: of a file of text, by "
                        + Psql.version().orElse("the server itself, since there is no psql here")
                        + ".");
        table.print(System.out);
    }

    /// @param then is done with the database of the last round
    private static void write(
            Table table,
            Plan plan,
            Workplace workplace,
            Shape shape,
            Consumer<HistoryDatabase> then)
            throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        long rows = shape.rows();
        for (int i = 1; i <= plan.runs(); i++) {
            Progress.say("writing " + shape.name() + ", round " + i + " of " + plan.runs());
            Path folder = workplace.resolve("postgres-" + shape.batch() + "-" + i);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
                DatabaseAddress address = address(postgres);
                try (HistoryDatabase database = new HistoryDatabase(address)) {
                    database.migrate();
                    rates.add(rows / seconds(() -> write(database, shape)));
                    copyOut(database);
                    copies.add(rows / seconds(() -> copy(database, address)));
                    if (i == plan.runs()) {
                        rows(table, shape, rates, copies);
                        then.accept(database);
                    }
                }
            }
        }
    }

    private static void rows(Table table, Shape shape, List<Double> rates, List<Double> copies) {
        double ceiling = median(copies);
        table.row(
                List.of(
                        "COPY of the same rows: " + shape.name(),
                        Table.number(ceiling, 0),
                        "",
                        "",
                        ""));
        table.row(
                List.of(
                        "writer: rows, roll-ups, positions",
                        Table.number(median(rates), 0),
                        WRITER.judge(median(rates) / ceiling, "%.2f"),
                        "",
                        ""));
    }

    private static DatabaseAddress address(EmbeddedPostgres postgres) throws Exception {
        PostgresAddress address = postgres.start();
        return new DatabaseAddress(address.jdbcUrl(), address.user(), address.password());
    }

    private static void write(HistoryDatabase database, Shape shape) {
        HistoryWriter writer = new HistoryWriter(database);
        int size = shape.log().size();
        for (int from = 0; from < size; from += shape.batch()) {
            writer.handle(shape.log().subList(from, Math.min(size, from + shape.batch())));
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

    private static void copy(HistoryDatabase database, DatabaseAddress address) {
        if (Psql.version().isEmpty()) {
            database.jdbi()
                    .useHandle(h -> h.execute("COPY like_sample FROM PROGRAM 'cat sample.copy'"));
            return;
        }
        String folder =
                database.jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery("SHOW data_directory")
                                                .mapTo(String.class)
                                                .one());
        Psql.run(
                address.url().substring("jdbc:".length()),
                address.user(),
                address.password(),
                "\\copy boson.like_sample from '" + folder + "/sample.copy'");
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

    private static List<RecordedEvent> month() {
        Random random = new Random(7);
        List<RecordedEvent> log = new ArrayList<>(SUBMISSIONS);
        for (int i = 0; i < SUBMISSIONS; i++) {
            Instant at = Samples.T0.plus(SPACING.multipliedBy((long) (i + 1) * EACH));
            MetricSample[] samples = new MetricSample[EACH];
            for (int k = 0; k < EACH; k++) {
                Instant time = Samples.T0.plus(SPACING.multipliedBy((long) i * EACH + k));
                samples[k] = Samples.sample(time, random.nextInt(100));
            }
            log.add(recorded(NODE.submitted(at, samples), i));
        }
        return log;
    }

    private static List<RecordedEvent> fleet() {
        Random random = new Random(7);
        List<RecordedEvent> log = new ArrayList<>(FLEET * FLEET_ROUNDS);
        for (int i = 0; i < FLEET_ROUNDS; i++) {
            Instant at = Samples.T0.plus(SPACING.multipliedBy(i));
            for (int node = 0; node < FLEET; node++) {
                MetricSample sample = Samples.sample(at, random.nextInt(100));
                log.add(recorded(NodeSample.of(node).submitted(at, sample), log.size()));
            }
        }
        return log;
    }

    private static RecordedEvent recorded(MetricsSubmitted submitted, int offset) {
        return new RecordedEvent(
                new LogPosition(Topic.METRICS, 0, offset),
                submitted.at(),
                submitted.nodeId().toString(),
                new RecordedEvent.Attributes("", "", "", "", "", "", ""),
                Optional.of(submitted),
                () -> "");
    }
}
