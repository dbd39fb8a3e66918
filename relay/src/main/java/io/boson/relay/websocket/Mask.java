package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// RFC 6455 section 5.3: every byte XOR the key's byte at its position modulo four; the same takes
/// the mask off that puts it on.
final class Mask {

    private static final long LOW = 0xffff_ffffL;

    private Mask() {}

    /// In place.
    static void apply(ByteBuf bytes, int at, int length, int key) {
        move(bytes, at, at, length, key);
    }

    /// Writes what lies at `from`, without its mask, to `to`, which is not behind it; one pass,
    /// eight bytes at a time, in the order in which the machine keeps them.
    static void move(ByteBuf bytes, int from, int to, int length, int key) {
        if (length == 0) {
            return;
        }
        ByteBuffer view = bytes.internalNioBuffer(to, from - to + length);
        view.order(ByteOrder.nativeOrder());
        int target = view.position();
        int source = target + from - to;
        long wide = inMemoryOrder(((long) key << Integer.SIZE) | (key & LOW));
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            view.putLong(target + i, view.getLong(source + i) ^ wide);
        }
        for (; i < length; i++) {
            int keyByte = key >> (Byte.SIZE * (3 - (i & 3)));
            view.put(target + i, (byte) (view.get(source + i) ^ keyByte));
        }
        // Others get this same view, and expect network order.
        view.order(ByteOrder.BIG_ENDIAN);
    }

    private static long inMemoryOrder(long networkOrder) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                ? networkOrder
                : Long.reverseBytes(networkOrder);
    }
}
