package io.boson.history.sql;

import io.boson.history.rollup.Summary;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/// A roll-up's columns, as every statement that reads them selects them.
final class RollupRows {

    static final String COLUMNS = "r.samples, r.sums, r.mins, r.maxs, r.totals, r.sketches";

    private RollupRows() {}

    /// @param first the number of the first of [#COLUMNS]
    static Summary read(ResultSet row, int first) throws SQLException {
        return Summary.of(
                row.getLong(first),
                doubles(row, first + 1),
                doubles(row, first + 2),
                doubles(row, first + 3),
                totals(row, first + 4),
                row.getBytes(first + 5));
    }

    private static double[] doubles(ResultSet row, int column) throws SQLException {
        Double[] boxed = (Double[]) row.getArray(column).getArray();
        double[] values = new double[boxed.length];
        Arrays.setAll(values, i -> boxed[i]);
        return values;
    }

    private static BigInteger[] totals(ResultSet row, int column) throws SQLException {
        BigDecimal[] numbers = (BigDecimal[]) row.getArray(column).getArray();
        return Arrays.stream(numbers).map(BigDecimal::toBigIntegerExact).toArray(BigInteger[]::new);
    }
}
