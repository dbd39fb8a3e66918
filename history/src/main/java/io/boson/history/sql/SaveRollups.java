package io.boson.history.sql;

import io.boson.history.rollup.Gauge;
import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Writes roll-ups of one level, in place of those that are there. They come in by COPY, into a
/// table that lives as long as the transaction.
public final class SaveRollups {

    private static final int TOTALS = 5;

    private static final String MAKE =
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS rollup_new (LIKE rollup_day INCLUDING DEFAULTS)
            ON COMMIT DELETE ROWS
            """;

    private static final String SQL =
            """
             SELECT * FROM rollup_new
            ON CONFLICT (node, start) DO UPDATE SET
                samples = excluded.samples, sums = excluded.sums, mins = excluded.mins,
                maxs = excluded.maxs, totals = excluded.totals, sketches = excluded.sketches
            """;

    private SaveRollups() {}

    public static void run(Handle handle, Level level, Map<RollupKey, Summary> rollups) {
        handle.execute(MAKE);
        handle.execute("TRUNCATE rollup_new");
        CopyText text = new CopyText();
        rollups.forEach((key, summary) -> write(text, key, summary));
        text.copyInto(handle, "rollup_new");
        handle.execute("INSERT INTO " + RollupKey.table(level) + SQL);
    }

    private static void write(CopyText text, RollupKey key, Summary summary) {
        text.field(key.node().toString())
                .field(key.start())
                .field(summary.samples())
                .array(each(summary::sum))
                .array(each(summary::min))
                .array(each(summary::max))
                .array(IntStream.range(0, TOTALS).mapToObj(summary::total).toList())
                .field(summary.sketches())
                .endRow();
    }

    private static Iterable<Double> each(ToDoubleFunction<Gauge> value) {
        return Arrays.stream(Gauge.values()).mapToDouble(value).boxed().toList();
    }
}
