package io.boson.history.sql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows for COPY in its binary format (PostgreSQL, "COPY", File Formats): neither side makes or
/// reads decimal numbers, which costs more than everything else.
///
/// ```
///   file:   "PGCOPY\n" ff "\r\n" 00   flags 4   extension length 4   rows   ffff
///   row:    fields 2, then each: length 4 (ffffffff: nothing), bytes
///   array:  dimensions 4   nulls 4   element type 4   length 4   first index 4   fields
///   numeric: digits 2   weight 2   sign 2   scale 2   digits to base 10000, 2 each
/// ```
///
/// All numbers big-endian; times in microseconds since 2000.
public final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final VarHandle SHORT = at(short[].class);
    private static final VarHandle INT = at(int[].class);
    private static final VarHandle LONG = at(long[].class);

    private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int FLOAT8 = 701;
    private static final int NUMERIC = 1700;
    private static final int ARRAY_HEADER_BYTES = 20;
    private static final BigInteger DIGIT = BigInteger.valueOf(10_000);
    private static final int NOTHING = -1;

    private byte[] bytes = Arrays.copyOf(HEADER, 1 << 16);
    private int size = HEADER.length;
    private final int columns;
    private int count;

    /// @param columns of each row
    public CopyRows(int columns) {
        this.columns = columns;
    }

    private static VarHandle at(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    public CopyRows row() {
        int16(columns);
        count++;
        return this;
    }

    public CopyRows field(UUID value) {
        int32(2 * Long.BYTES);
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
        return this;
    }

    /// PostgreSQL's text holds no NUL.
    public CopyRows field(String value) {
        return field(value.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8));
    }

    public CopyRows field(byte[] value) {
        int32(value.length);
        grow(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /// `integer`.
    public CopyRows field(int value) {
        int32(Integer.BYTES);
        int32(value);
        return this;
    }

    /// `bigint`.
    public CopyRows field(long value) {
        int32(Long.BYTES);
        int64(value);
        return this;
    }

    public CopyRows field(OptionalLong value) {
        if (value.isPresent()) {
            return field(value.getAsLong());
        }
        int32(NOTHING);
        return this;
    }

    public CopyRows field(double value) {
        return field(Double.doubleToLongBits(value));
    }

    public CopyRows field(boolean value) {
        return field(new byte[] {(byte) (value ? 1 : 0)});
    }

    public CopyRows field(Instant value) {
        long seconds = Math.subtractExact(value.getEpochSecond(), YEAR_2000.getEpochSecond());
        return field(seconds * MICROS_PER_SECOND + value.getNano() / NANOS_PER_MICRO);
    }

    public CopyRows field(double[] values) {
        array(FLOAT8, values.length, values.length * (Integer.BYTES + Double.BYTES));
        for (double value : values) {
            field(value);
        }
        return this;
    }

    /// @param values none of them negative
    public CopyRows field(BigInteger[] values) {
        int lengthAt = size;
        array(NUMERIC, values.length, 0);
        for (BigInteger value : values) {
            numeric(value);
        }
        INT.set(bytes, lengthAt, size - lengthAt - Integer.BYTES);
        return this;
    }

    private void array(int type, int length, int elementBytes) {
        int32(ARRAY_HEADER_BYTES + elementBytes);
        int32(1);
        int32(0);
        int32(type);
        int32(length);
        int32(1);
    }

    private void numeric(BigInteger value) {
        short[] digits = new short[(value.bitLength() + 12) / 13];
        int first = digits.length;
        for (BigInteger rest = value; rest.signum() != 0; ) {
            BigInteger[] cut = rest.divideAndRemainder(DIGIT);
            digits[--first] = cut[1].shortValueExact();
            rest = cut[0];
        }
        int used = digits.length - first;
        int32(4 * Short.BYTES + used * Short.BYTES);
        int16(used);
        int16(Math.max(0, used - 1));
        int16(0);
        int16(0);
        for (int i = first; i < digits.length; i++) {
            int16(digits[i]);
        }
    }

    private void int16(int value) {
        grow(Short.BYTES);
        SHORT.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    private void int32(int value) {
        grow(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    private void int64(long value) {
        grow(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    private void grow(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /// Once, at the end.
    ///
    /// @param target table and columns, as COPY has them
    public void copyInto(Handle handle, String target) {
        if (count == 0) {
            return;
        }
        int16(NOTHING);
        try {
            CopyIn copy =
                    handle.getConnection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
            boolean done = false;
            try {
                copy.writeToCopy(bytes, 0, size);
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
