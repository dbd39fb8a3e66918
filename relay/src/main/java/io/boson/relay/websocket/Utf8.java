package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/// Whether bytes are UTF-8 (RFC 3629 section 4), piece by piece: no overlong forms, no surrogates,
/// nothing above U+10FFFF.
final class Utf8 implements ByteProcessor {

    private static final int CONTINUATION_LOW = 0x80;
    private static final int CONTINUATION_HIGH = 0xbf;

    private int wanted;
    private int low = CONTINUATION_LOW;
    private int high = CONTINUATION_HIGH;

    /// False where the bytes so far begin no UTF-8 text.
    boolean accept(ByteBuf bytes, int at, int length) {
        return bytes.forEachByte(at, length, this) < 0;
    }

    /// Whether no character is unfinished.
    boolean isWhole() {
        return wanted == 0;
    }

    /// One byte; false where it may not stand here.
    @Override
    public boolean process(byte value) {
        int b = value & 0xff;
        if (wanted > 0) {
            boolean fits = b >= low && b <= high;
            wanted--;
            low = CONTINUATION_LOW;
            high = CONTINUATION_HIGH;
            return fits;
        }
        return b < 0x80 || begins(b);
    }

    private boolean begins(int b) {
        if (b >= 0xc2 && b <= 0xdf) {
            wanted = 1;
        } else if (b >= 0xe0 && b <= 0xef) {
            wanted = 2;
            low = b == 0xe0 ? 0xa0 : CONTINUATION_LOW;
            high = b == 0xed ? 0x9f : CONTINUATION_HIGH;
        } else if (b >= 0xf0 && b <= 0xf4) {
            wanted = 3;
            low = b == 0xf0 ? 0x90 : CONTINUATION_LOW;
            high = b == 0xf4 ? 0x8f : CONTINUATION_HIGH;
        } else {
            return false;
        }
        return true;
    }
}
