package io.boson.history.sql;

import io.boson.history.rollup.Summary;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A roll-up's columns, as every statement that reads them selects them.
final class RollupRows {

    static final String COLUMNS =
            "r.samples, array_send(r.sums), array_send(r.mins), array_send(r.maxs),"
                    + " array_send(r.totals), r.sketches";

    private RollupRows() {}

    /// @param first the number of the first of [#COLUMNS]
    static Summary read(ResultSet row, int first) throws SQLException {
        return Summary.of(
                row.getLong(first),
                SentArrays.doubles(row.getBytes(first + 1)),
                SentArrays.doubles(row.getBytes(first + 2)),
                SentArrays.doubles(row.getBytes(first + 3)),
                SentArrays.integers(row.getBytes(first + 4)),
                row.getBytes(first + 5));
    }
}
