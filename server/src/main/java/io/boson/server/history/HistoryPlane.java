package io.boson.server.history;

import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.EmbeddedPostgresException;
import io.boson.embedded.postgres.PostgresAddress;
import io.boson.history.AuditTrail;
import io.boson.history.DatabaseAddress;
import io.boson.history.HistoryDatabase;
import io.boson.history.HistoryRefusedException;
import io.boson.history.HistoryWriter;
import io.boson.history.MetricHistory;
import io.boson.history.Retention;
import io.boson.server.config.DatabaseConfig;
import io.boson.server.config.HistoryConfig;
import io.boson.streams.log.EventSubscription;
import io.boson.streams.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the history up and keeps it so, on a thread of its own: nobody waits for it, and without
/// it everything else goes on.
///
/// ```
///   EmbeddedPostgres or database.url -> HistoryDatabase (migrated) -> EventSubscription
///                                                                       -> HistoryWriter
/// ```
public final class HistoryPlane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryPlane.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration RETRY_MAX = Duration.ofSeconds(15);
    private static final Duration DROP_EVERY = Duration.ofHours(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    private final DatabaseConfig config;
    private final Retention retention;
    private final Path data;
    private final String bootstrapServers;
    private final TopicNames names;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile HistoryState state = new HistoryState.Starting();
    private volatile Thread thread = Thread.currentThread();
    private volatile Optional<EmbeddedPostgres> postgres = Optional.empty();

    public HistoryPlane(
            DatabaseConfig config,
            HistoryConfig kept,
            Path data,
            String bootstrapServers,
            TopicNames names,
            Clock clock) {
        this.config = config;
        this.retention = new Retention(kept.samples(), kept.rollups(), kept.audit());
        this.data = data;
        this.bootstrapServers = bootstrapServers;
        this.names = names;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofPlatform().name("history").daemon().start(this::run);
    }

    public HistoryState state() {
        return state;
    }

    private void run() {
        try {
            if (config.isNone()) {
                disable("database.url is none");
                return;
            }
            HistoryDatabase database = new HistoryDatabase(address());
            if (migrate(database)) {
                state = running(database);
                watch();
            } else {
                database.close();
            }
        } catch (EmbeddedPostgresException | HistoryRefusedException cannot) {
            disable(String.valueOf(cannot.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void disable(String why) {
        LOG.warn("There is no history: {}", why);
        state = new HistoryState.Disabled(why);
    }

    private DatabaseAddress address() throws EmbeddedPostgresException, InterruptedException {
        if (!config.isEmbedded()) {
            return new DatabaseAddress(config.url(), config.user(), config.password());
        }
        EmbeddedPostgres own = EmbeddedPostgres.open(data.resolve("postgres"));
        postgres = Optional.of(own);
        PostgresAddress address = own.start();
        return new DatabaseAddress(address.jdbcUrl(), address.user(), address.password());
    }

    /// Until it succeeds; false where the server stops before.
    private boolean migrate(HistoryDatabase database) throws InterruptedException {
        for (Duration wait = LOOK_EVERY; stopping.getCount() > 0; wait = longer(wait)) {
            try {
                database.migrate();
                return true;
            } catch (HistoryRefusedException refused) {
                database.close();
                throw refused;
            } catch (RuntimeException away) {
                String why = String.valueOf(away.getMessage()).lines().findFirst().orElse("");
                if (state instanceof HistoryState.Starting) {
                    LOG.warn("The database does not answer, trying again: {}", why);
                }
                state = new HistoryState.Away(why);
            }
            pause(wait);
        }
        return false;
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(RETRY_MAX) < 0 ? twice : RETRY_MAX;
    }

    private HistoryState.Running running(HistoryDatabase database) {
        HistoryWriter writer = new HistoryWriter(database);
        EventSubscription subscription =
                new EventSubscription(
                        "history writer", bootstrapServers, names, HistoryWriter.topics(), writer);
        subscription.start();
        return new HistoryState.Running(
                database,
                writer,
                subscription,
                new MetricHistory(database),
                new AuditTrail(database));
    }

    /// Starts the embedded database again where it ended, and drops what is old.
    private void watch() throws InterruptedException {
        long nextDrop = System.nanoTime();
        while (stopping.getCount() > 0) {
            restartWhereEnded();
            if (System.nanoTime() - nextDrop >= 0) {
                nextDrop = System.nanoTime() + DROP_EVERY.toNanos();
                dropOld();
            }
            pause(LOOK_EVERY);
        }
    }

    private void restartWhereEnded() throws InterruptedException {
        if (postgres.isEmpty() || postgres.get().isRunning()) {
            return;
        }
        LOG.warn("PostgreSQL ended by itself, starting it again");
        try {
            postgres.get().start();
        } catch (EmbeddedPostgresException fails) {
            LOG.warn("PostgreSQL does not start: {}", fails.getMessage());
            pause(RETRY_MAX);
        }
    }

    private void dropOld() {
        if (state instanceof HistoryState.Running now) {
            try {
                List<String> dropped = now.writer().dropOld(retention, clock.instant());
                if (!dropped.isEmpty()) {
                    LOG.info("Dropped what is older than is kept: {}", dropped);
                }
            } catch (RuntimeException away) {
                LOG.debug("Nothing dropped", away); // again in an hour
            }
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("The history stops");
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        if (thread != Thread.currentThread()) {
            try {
                if (!thread.join(STOP_MAX)) {
                    thread.interrupt();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (state instanceof HistoryState.Running now) {
            now.subscription().close();
            now.database().close();
        }
        postgres.ifPresent(EmbeddedPostgres::close);
    }
}
