package io.boson.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.PostgresAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9, of the writer and of the database, again and again while it writes; then everything is
/// counted.
final class KillLoopTest {

    private static final int BATCHES_BEFORE_KILL_MAX = 9;
    private static final int ROUNDS_MAX = 200;
    private static final int SAMPLES = WriterMain.NODES * WriterMain.SUBMISSIONS * WriterMain.EACH;

    @TempDir Path folder;

    @Test
    void noGapAndNoDouble() throws Exception {
        Random random = new Random(11);
        EmbeddedPostgres postgres = EmbeddedPostgres.open(folder);
        try {
            DatabaseAddress address = address(postgres.start());
            try (HistoryDatabase database = new HistoryDatabase(address)) {
                database.migrate();
            }
            int writersKilled = 0;
            int databasesKilled = 0;
            for (int round = 0; !isDone(address); round++) {
                assertThat(round).as("rounds").isLessThan(ROUNDS_MAX);
                Process writer = writer(address);
                boolean killsDatabase = round % 4 == 3;
                if (wrote(writer, 1 + random.nextInt(BATCHES_BEFORE_KILL_MAX)) && killsDatabase) {
                    kill(ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow());
                    databasesKilled++;
                    postgres.close();
                    kill(writer.toHandle());
                    postgres = EmbeddedPostgres.open(folder);
                    address = address(postgres.start());
                } else {
                    kill(writer.toHandle());
                    writersKilled++;
                }
            }
            assertThat(writersKilled).isGreaterThan(5);
            assertThat(databasesKilled).isGreaterThan(1);
            assertEverythingIsThereOnce(address);
        } finally {
            postgres.close();
        }
    }

    private static void assertEverythingIsThereOnce(DatabaseAddress address) {
        try (HistoryDatabase database = new HistoryDatabase(address)) {
            assertThat(number(database, "SELECT count(*) FROM sample")).isEqualTo(SAMPLES);
            for (String table : List.of("rollup_minute", "rollup_hour", "rollup_day")) {
                assertThat(number(database, "SELECT sum(samples) FROM " + table))
                        .as(table)
                        .isEqualTo(SAMPLES);
                assertThat(number(database, "SELECT sum(totals[4]) FROM " + table))
                        .as("bytes in %s, less the first sample of each node", table)
                        .isEqualTo(100L * (SAMPLES - WriterMain.NODES));
            }
        }
    }

    private static boolean isDone(DatabaseAddress address) {
        try (HistoryDatabase database = new HistoryDatabase(address)) {
            return new HistoryWriter(database).positions().contains(WriterMain.end());
        }
    }

    /// Whether so many batches were written before it ended.
    private static boolean wrote(Process writer, int batches) throws IOException {
        int seen = 0;
        BufferedReader out = writer.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("wrote") && ++seen == batches) {
                return true;
            }
        }
        return false;
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Process writer(DatabaseAddress address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterMain.class.getName(),
                        address.url(),
                        address.user(),
                        address.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static DatabaseAddress address(PostgresAddress address) {
        return new DatabaseAddress(address.jdbcUrl(), address.user(), address.password());
    }

    private static long number(HistoryDatabase database, String sql) {
        return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }
}
