package io.boson.relay.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/// What is in a binary frame. Its first bytes tell, in this order:
///
/// ```
/// 00 01 .. 00 63   a batch of 1 to 99 packets
/// 7b               '{': the JSON of a text frame, from peers that send all frames as binary
/// otherwise        one packet; WireGuard's begin with 01 to 04
/// ```
///
/// A batch, numbers in network order:
///
/// ```
///   0       2        4                 4+n1     6+n1
/// +-------+--------+-----------------+--------+-----------------+--
/// | count | length | packet          | length | packet          | ..
/// +-------+--------+-----------------+--------+-----------------+--
/// ```
public enum BinaryFrame {
    PACKET,
    BATCH,
    JSON;

    private static final int BATCH_MAX = 99;

    public static BinaryFrame of(ByteBuf content, int at, int length) {
        if (length >= Short.BYTES) {
            int count = content.getUnsignedShort(at);
            if (count >= 1 && count <= BATCH_MAX) {
                return BATCH;
            }
        }
        return length > 0 && content.getByte(at) == '{' ? JSON : PACKET;
    }

    /// Shows the packets of a batch, as far as they are whole.
    ///
    /// @return false where the batch is cut short or has bytes left over
    public static boolean unpack(ByteBuf content, int from, int length, Consumer<ByteBuf> packets) {
        int count = content.getUnsignedShort(from);
        int at = from + Short.BYTES;
        int end = from + length;
        for (int i = 0; i < count; i++) {
            if (end - at < Short.BYTES) {
                return false;
            }
            int size = content.getUnsignedShort(at);
            at += Short.BYTES;
            if (end - at < size) {
                return false;
            }
            packets.accept(content.slice(at, size));
            at += size;
        }
        return at == end;
    }
}
