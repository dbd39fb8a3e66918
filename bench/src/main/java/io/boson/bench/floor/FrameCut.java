package io.boson.bench.floor;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A client's frames to a server's, in place (RFC 6455 section 5.2): each payload is unmasked as it
/// moves to where the head without a key ends. Knows no more of a frame than where it ends.
final class FrameCut {

    /// Of the longest head here: two bytes, sixteen bits of length, the key.
    static final int HEAD_MAX = 8;

    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int KEY_BYTES = 4;
    private static final long LOW = 0xffff_ffffL;

    private int left;
    private int key;

    /// Leaves the reader index where the beginning of a head lies that is cut short.
    ///
    /// @return where the stripped bytes end; they begin at 0
    int strip(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        ByteBuffer bytes = in.internalNioBuffer(start, end - start);
        int base = bytes.position() - start;
        int at = start;
        int to = 0;
        while (at < end) {
            if (left == 0) {
                int form = end - at < 2 ? LENGTH_16 : bytes.get(base + at + 1) & LENGTH;
                int lengthEnd = form == LENGTH_16 ? 4 : 2;
                if (end - at < lengthEnd + KEY_BYTES) {
                    break;
                }
                left = form == LENGTH_16 ? bytes.getShort(base + at + 2) & 0xffff : form;
                key = bytes.getInt(base + at + lengthEnd);
                bytes.put(base + to, bytes.get(base + at));
                bytes.put(base + to + 1, (byte) form);
                if (form == LENGTH_16) {
                    bytes.putShort(base + to + 2, (short) left);
                }
                at += lengthEnd + KEY_BYTES;
                to += lengthEnd;
            }
            int length = Math.min(left, end - at);
            unmask(bytes, base + at, base + to, length);
            key = Integer.rotateLeft(key, Byte.SIZE * (length & 3));
            left -= length;
            at += length;
            to += length;
        }
        in.readerIndex(at);
        return to;
    }

    private void unmask(ByteBuffer bytes, int from, int to, int length) {
        long wide = ((long) key << Integer.SIZE) | (key & LOW);
        bytes.order(ByteOrder.nativeOrder());
        if (bytes.order() != ByteOrder.BIG_ENDIAN) {
            wide = Long.reverseBytes(wide);
        }
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            bytes.putLong(to + i, bytes.getLong(from + i) ^ wide);
        }
        for (; i < length; i++) {
            int keyByte = key >> (Byte.SIZE * (3 - (i & 3)));
            bytes.put(to + i, (byte) (bytes.get(from + i) ^ keyByte));
        }
        bytes.order(ByteOrder.BIG_ENDIAN);
    }
}
