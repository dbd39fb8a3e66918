package io.boson.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table cut into pieces by time, so that what is old is dropped and not deleted.
///
/// ```
///   sample_20260102   2026-01-02 to 2026-01-03     rollup_hour_202601   January 2026
/// ```
enum PartitionedTable {
    SAMPLE("sample", ChronoUnit.DAYS),
    ROLLUP_MINUTE("rollup_minute", ChronoUnit.DAYS),
    ROLLUP_HOUR("rollup_hour", ChronoUnit.MONTHS),
    ROLLUP_DAY("rollup_day", ChronoUnit.MONTHS),
    AUDIT("audit", ChronoUnit.MONTHS);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");
    private static final Pattern NAME = Pattern.compile("([a-z_]+)_(\\d{6})(\\d{2})?");

    private final String table;
    private final ChronoUnit length;

    PartitionedTable(String table, ChronoUnit length) {
        this.table = table;
        this.length = length;
    }

    String table() {
        return table;
    }

    boolean isDaily() {
        return length == ChronoUnit.DAYS;
    }

    LocalDate begin(Instant time) {
        LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
        return isDaily() ? day : day.withDayOfMonth(1);
    }

    LocalDate end(LocalDate begin) {
        return begin.plus(1, length);
    }

    String partition(LocalDate begin) {
        return table + "_" + (isDaily() ? DAY : MONTH).format(begin);
    }

    /// When a partition of this name begins; empty where it is none of this table's.
    Optional<LocalDate> beginOf(String partition) {
        Matcher name = NAME.matcher(partition);
        if (!name.matches() || !name.group(1).equals(table)) {
            return Optional.empty();
        }
        String day = Optional.ofNullable(name.group(3)).orElse("01");
        return Optional.of(LocalDate.parse(name.group(2) + day, DAY));
    }
}
