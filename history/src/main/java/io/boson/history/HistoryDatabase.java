package io.boson.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Connections to the database, bounded in number and in every wait.
public final class HistoryDatabase implements AutoCloseable {

    private static final int CONNECTIONS_MAX = 12;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    private static final Duration STATEMENT_MAX = Duration.ofSeconds(30);
    private static final Duration SOCKET_MAX = Duration.ofSeconds(60);

    /// Flyway holds one for its lock while it migrates with another.
    private static final int MIGRATING_CONNECTIONS = 3;

    private final DatabaseAddress address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /// Connects to nobody yet: the database may come later.
    public HistoryDatabase(DatabaseAddress address) {
        this.address = address;
        pool = pool(address, CONNECTIONS_MAX, "");
        jdbi = Jdbi.create(pool);
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "text");
    }

    /// @param options of each connection, beside those that all have
    private static HikariDataSource pool(DatabaseAddress address, int most, String options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("history");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MAX.toMillis());
        config.setValidationTimeout(CONNECT_MAX.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "boson");
        config.addDataSourceProperty("connectTimeout", CONNECT_MAX.toSeconds());
        config.addDataSourceProperty("socketTimeout", SOCKET_MAX.toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("reWriteBatchedInserts", true);
        config.addDataSourceProperty("currentSchema", "boson");
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=%d -c TimeZone=UTC %s"
                        .formatted(STATEMENT_MAX.toMillis(), options));
        return new HikariDataSource(config);
    }

    /// Brings the tables to the shape that this release knows.
    ///
    /// @throws HistoryRefusedException where a newer release has been here
    /// @throws RuntimeException where it does not answer
    public void migrate() {
        // Unlike rows, tables are not made again where a crash takes them back.
        try (HikariDataSource durable =
                pool(address, MIGRATING_CONNECTIONS, "-c synchronous_commit=on")) {
            Migrations.run(durable);
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        pool.close();
    }
}
