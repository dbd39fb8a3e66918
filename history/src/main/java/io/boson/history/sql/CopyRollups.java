package io.boson.history.sql;

import io.boson.history.rollup.Gauge;
import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jdbi.v3.core.Handle;

/// Writes roll-ups of one level, all of them new.
public final class CopyRollups {

    private static final Gauge[] GAUGES = Gauge.values();
    private static final int TOTALS = 5;
    private static final int COLUMNS = 8;

    private CopyRollups() {}

    public static void run(Handle handle, Level level, Map<RollupKey, Summary> rollups) {
        into(handle, RollupKey.table(level), rollups);
    }

    static void into(Handle handle, String table, Map<RollupKey, Summary> rollups) {
        CopyRows copy = new CopyRows(COLUMNS);
        rollups.forEach((key, summary) -> write(copy, key, summary));
        copy.copyInto(handle, table);
    }

    private static void write(CopyRows copy, RollupKey key, Summary summary) {
        BigInteger[] totals = new BigInteger[TOTALS];
        Arrays.setAll(totals, summary::total);
        copy.row()
                .field(key.node().value())
                .field(key.start())
                .field(summary.samples())
                .field(each(summary::sum))
                .field(each(summary::min))
                .field(each(summary::max))
                .field(totals)
                .field(summary.sketches());
    }

    private static double[] each(ToDoubleFunction<Gauge> value) {
        double[] values = new double[GAUGES.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(GAUGES[i]);
        }
        return values;
    }
}
