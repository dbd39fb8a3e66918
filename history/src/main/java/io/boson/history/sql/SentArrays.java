package io.boson.history.sql;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads what PostgreSQL's `array_send` makes of an array: its binary form, as [CopyRows] draws it.
/// The driver would read most arrays as text, number by number.
final class SentArrays {

    /// Dimensions, nulls, element type.
    private static final int HEADER_BYTES = 3 * Integer.BYTES;

    private static final int DIGIT = 10_000;

    private SentArrays() {}

    static double[] doubles(byte[] sent) {
        ByteBuffer in = elements(sent);
        double[] values = new double[length(in)];
        for (int i = 0; i < values.length; i++) {
            in.getInt(); // its bytes
            values[i] = in.getDouble();
        }
        return values;
    }

    /// @param sent `numeric` without fractions, not negative
    static BigInteger[] integers(byte[] sent) {
        ByteBuffer in = elements(sent);
        BigInteger[] values = new BigInteger[length(in)];
        Arrays.setAll(values, _ -> integer(in));
        return values;
    }

    private static ByteBuffer elements(byte[] sent) {
        return ByteBuffer.wrap(sent).position(HEADER_BYTES);
    }

    private static int length(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return 0; // of no dimension
        }
        int length = in.getInt();
        in.getInt(); // the first index
        return length;
    }

    private static BigInteger integer(ByteBuffer in) {
        in.getInt(); // its bytes
        int digits = in.getShort();
        int weight = in.getShort();
        in.getInt(); // sign and scale
        BigInteger value = BigInteger.ZERO;
        long small = 0;
        for (int i = 0; i < digits; i++) {
            int digit = in.getShort();
            if (weight < 4) {
                small = small * DIGIT + digit;
            } else {
                value = value.multiply(BigInteger.valueOf(DIGIT)).add(BigInteger.valueOf(digit));
            }
        }
        BigInteger shown = weight < 4 ? BigInteger.valueOf(small) : value;
        int dropped = Math.max(0, weight + 1 - digits); // zeros at the end are not sent
        return dropped == 0 || digits == 0
                ? shown
                : shown.multiply(BigInteger.valueOf(DIGIT).pow(dropped));
    }
}
