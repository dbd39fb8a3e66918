package io.boson.relay.stun;

import java.nio.ByteBuffer;

/// The last attribute of a message that is to be told from other protocols with certainty (RFC 8489
/// section 14.7): CRC-32 of all before it, header with the final length included.
///
/// ```
///  +-------------------------------+-------------------------------+
///  |  0x8028                       |  4                            |
///  +---------------------------------------------------------------+
///  |  CRC-32 (ITU V.42) XOR 0x5354554e                             |
///  +---------------------------------------------------------------+
/// ```
final class Fingerprint {

    static final int BYTES = 8;
    static final int VALUE_BYTES = 4;

    private static final int MASK = 0x5354_554e;
    private static final int POLYNOMIAL = 0xedb8_8320;
    private static final int[] TABLE = table();

    private Fingerprint() {}

    /// Of the bytes from `at` to before the attribute.
    static int of(ByteBuffer bytes, int at, int length) {
        int crc = -1;
        for (int i = 0; i < length; i++) {
            crc = TABLE[(crc ^ bytes.get(at + i)) & 0xff] ^ (crc >>> Byte.SIZE);
        }
        return ~crc ^ MASK;
    }

    /// The JDK's `CRC32` reads a buffer from position to limit, which are not ours to move.
    private static int[] table() {
        int[] table = new int[1 << Byte.SIZE];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
            table[i] = crc;
        }
        return table;
    }
}
