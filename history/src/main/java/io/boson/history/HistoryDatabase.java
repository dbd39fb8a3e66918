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

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /// Connects to nobody yet: the database may come later.
    public HistoryDatabase(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("history");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
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
                "options", "-c statement_timeout=" + STATEMENT_MAX.toMillis() + " -c TimeZone=UTC");
        pool = new HikariDataSource(config);
        jdbi = Jdbi.create(pool);
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "text");
    }

    /// Brings the tables to the shape that this release knows.
    ///
    /// @throws HistoryRefusedException where a newer release has been here
    /// @throws RuntimeException where it does not answer
    public void migrate() {
        Migrations.run(pool);
        // Rows need not wait for the disk: no connection keeps the migrations' setting.
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        pool.close();
    }
}
