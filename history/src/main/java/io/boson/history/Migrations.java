package io.boson.history;

import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/// Brings the tables to the shape that this release knows.
final class Migrations {

    private static final String SCHEMA = "boson";

    private Migrations() {}

    /// @throws HistoryRefusedException where a newer release has been here
    static void run(DataSource database) {
        Flyway flyway =
                Flyway.configure()
                        .dataSource(database)
                        .locations("classpath:migrations")
                        .schemas(SCHEMA)
                        .defaultSchema(SCHEMA)
                        .table("migration")
                        .load();
        refuseNewer(flyway);
        flyway.migrate();
    }

    private static void refuseNewer(Flyway flyway) {
        Optional<MigrationVersion> there =
                Optional.ofNullable(flyway.info().current()).map(MigrationInfo::getVersion);
        MigrationVersion known = MigrationVersion.fromVersion("0");
        for (MigrationInfo each : flyway.info().all()) {
            MigrationVersion version = each.getVersion();
            if (version != null && each.getState().isResolved() && version.isNewerThan(known)) {
                known = version;
            }
        }
        if (there.isPresent() && there.get().isNewerThan(known)) {
            throw new HistoryRefusedException(
                    ("the database is of a newer Boson: its version is %s, this one knows up to %s."
                                    + " Run that release, or give this one another database: it is"
                                    + " written anew from what the log still holds")
                            .formatted(there.get(), known));
        }
    }
}
