package io.boson.history.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows for COPY in its text format: fields between tabs, rows between newlines, `\N` for nothing,
/// and a backslash before whatever would be taken for one of these.
public final class CopyText {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder rows = new StringBuilder(1 << 16);
    private boolean first = true;
    private int count;

    public CopyText field(String value) {
        separate();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                case 0 -> rows.append('\ufffd'); // PostgreSQL's text holds none
                default -> rows.append(c);
            }
        }
        return this;
    }

    public CopyText field(long value) {
        separate();
        rows.append(value);
        return this;
    }

    public CopyText field(OptionalLong value) {
        separate();
        if (value.isPresent()) {
            rows.append(value.getAsLong());
        } else {
            rows.append("\\N");
        }
        return this;
    }

    public CopyText field(double value) {
        separate();
        rows.append(value);
        return this;
    }

    public CopyText field(boolean value) {
        separate();
        rows.append(value ? 't' : 'f');
        return this;
    }

    public CopyText field(Instant value) {
        separate();
        rows.append(value);
        return this;
    }

    /// As PostgreSQL writes byte strings.
    public CopyText field(byte[] value) {
        separate();
        rows.append("\\\\x");
        for (byte each : value) {
            rows.append(HEX.charAt((each >> 4) & 0xf)).append(HEX.charAt(each & 0xf));
        }
        return this;
    }

    /// Elements that need no quotes.
    public CopyText array(Iterable<?> elements) {
        separate();
        char before = '{';
        for (Object element : elements) {
            rows.append(before).append(element);
            before = ',';
        }
        rows.append('}');
        return this;
    }

    public void endRow() {
        rows.append('\n');
        first = true;
        count++;
    }

    public int count() {
        return count;
    }

    private void separate() {
        if (!first) {
            rows.append('\t');
        }
        first = false;
    }

    /// @param target table and columns, as COPY has them
    public void copyInto(Handle handle, String target) {
        if (count == 0) {
            return;
        }
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        try {
            CopyIn copy =
                    handle.getConnection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY " + target + " FROM STDIN");
            boolean done = false;
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                done = true;
            } finally {
                if (!done && copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException failed) {
            throw new CopyFailedException(failed);
        }
    }

    /// What was to be copied is not there; the transaction is void.
    static final class CopyFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CopyFailedException(SQLException cause) {
            super(cause);
        }
    }
}
