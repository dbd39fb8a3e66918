package io.boson.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The pieces of the tables: made before they are written to, dropped when all of them is old.
/// Thread-safe.
final class Partitions {

    /// A reader holds its piece for milliseconds; whoever waits longer for a lock tries later.
    private static final String LOCK_WAIT = "SET LOCAL lock_timeout = '5s'";

    private final Jdbi jdbi;
    private final Map<PartitionedTable, Set<LocalDate>> known =
            new EnumMap<>(PartitionedTable.class);

    Partitions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Makes those that hold these moments, where they are missing.
    synchronized void ensure(PartitionedTable table, Collection<Instant> times) {
        Set<LocalDate> there = known.computeIfAbsent(table, _ -> new HashSet<>());
        Set<LocalDate> missing = new TreeSet<>();
        for (Instant time : times) {
            LocalDate begin = table.begin(time);
            if (!there.contains(begin)) {
                missing.add(begin);
            }
        }
        for (LocalDate begin : missing) {
            jdbi.useTransaction(handle -> make(handle, table, begin));
            there.add(begin);
        }
    }

    private static void make(Handle handle, PartitionedTable table, LocalDate begin) {
        handle.execute(LOCK_WAIT);
        // Two instances may make the same one: the second waits and then finds it there.
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('boson.partitions'))");
        handle.execute(
                ("CREATE TABLE IF NOT EXISTS %s PARTITION OF %s"
                                + " FOR VALUES FROM ('%sZ') TO ('%sZ') %s")
                        .formatted(
                                table.partition(begin),
                                table.table(),
                                begin + "T00:00:00",
                                table.end(begin) + "T00:00:00",
                                storage(table)));
    }

    /// Roll-ups are written anew while they fill: room on their page keeps them there, and what
    /// fits a page is neither compressed nor put elsewhere each time.
    private static String storage(PartitionedTable table) {
        return switch (table) {
            case ROLLUP_MINUTE, ROLLUP_HOUR, ROLLUP_DAY ->
                    "WITH (fillfactor = 70, toast_tuple_target = 8000)";
            case SAMPLE, AUDIT -> "";
        };
    }

    /// Forgets what it knows: the database may be another.
    synchronized void forget() {
        known.clear();
    }

    /// Drops the pieces that ended before `now` less what is kept of each table.
    ///
    /// @return their names
    synchronized List<String> drop(Retention retention, Instant now) {
        List<String> dropped = new ArrayList<>();
        for (PartitionedTable table : PartitionedTable.values()) {
            LocalDate keep = table.begin(now.minus(kept(table, retention)));
            for (String name : jdbi.withHandle(handle -> names(handle, table))) {
                if (table.beginOf(name).filter(begin -> begin.isBefore(keep)).isPresent()) {
                    jdbi.useTransaction(
                            handle -> {
                                handle.execute(LOCK_WAIT);
                                handle.execute("DROP TABLE IF EXISTS " + name);
                            });
                    dropped.add(name);
                }
            }
        }
        known.clear();
        return dropped;
    }

    private static Duration kept(PartitionedTable table, Retention retention) {
        return switch (table) {
            case SAMPLE, ROLLUP_MINUTE -> retention.samples();
            case ROLLUP_HOUR, ROLLUP_DAY -> retention.rollups();
            case AUDIT -> retention.audit();
        };
    }

    /// Of those that are there, in order of time.
    static List<String> names(Handle handle, PartitionedTable table) {
        return handle.createQuery(
                        "SELECT c.relname FROM pg_inherits i"
                                + " JOIN pg_class c ON c.oid = i.inhrelid"
                                + " WHERE i.inhparent = to_regclass(:table)"
                                + " ORDER BY c.relname")
                .bind("table", table.table())
                .mapTo(String.class)
                .list();
    }
}
