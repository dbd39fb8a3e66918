package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/// RFC 6455 section 5.3: every byte XOR the key's byte at its position modulo four; the same takes
/// the mask off that puts it on.
final class Mask {

    private static final long LOW = 0xffff_ffffL;

    private Mask() {}

    /// In place, eight bytes at a time.
    static void apply(ByteBuf bytes, int at, int length, int key) {
        if (key == 0 || length == 0) {
            return;
        }
        ByteBuffer view = bytes.internalNioBuffer(at, length);
        int base = view.position();
        long wide = ((long) key << Integer.SIZE) | (key & LOW);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            view.putLong(base + i, view.getLong(base + i) ^ wide);
        }
        for (; i < length; i++) {
            int keyByte = key >> (Byte.SIZE * (3 - (i & 3)));
            view.put(base + i, (byte) (view.get(base + i) ^ keyByte));
        }
    }
}
