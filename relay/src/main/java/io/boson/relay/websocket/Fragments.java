package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/// A message that comes in fragments (RFC 6455 section 5.4), and every text message, whose bytes
/// must be UTF-8 as a whole (section 8.1).
final class Fragments {

    /// Free before the payload, for whoever sends it on.
    private static final int HEADROOM = FrameHead.BYTES_MAX + FrameHead.KEY_BYTES;

    private ByteBuf gathered = Unpooled.EMPTY_BUFFER;
    private Utf8 utf8 = new Utf8();
    private boolean open;
    private boolean text;

    void begin(ByteBufAllocator buffers, int opcode) {
        open = true;
        text = opcode == FrameHead.TEXT;
        utf8 = new Utf8();
        gathered = buffers.buffer(HEADROOM).writerIndex(HEADROOM).readerIndex(HEADROOM);
    }

    /// False where it is text and not UTF-8.
    boolean add(ByteBuf bytes, int at, int length, boolean last) {
        gathered.writeBytes(bytes, at, length);
        return !text || (utf8.accept(bytes, at, length) && (!last || utf8.isWhole()));
    }

    boolean isOpen() {
        return open;
    }

    /// Of the message under way, or the one just taken.
    boolean isText() {
        return text;
    }

    int bytes() {
        return gathered.readableBytes();
    }

    /// The message; now the caller's.
    ByteBuf take() {
        ByteBuf whole = gathered;
        gathered = Unpooled.EMPTY_BUFFER;
        open = false;
        return whole;
    }

    void clear() {
        gathered.release();
        gathered = Unpooled.EMPTY_BUFFER;
        open = false;
    }
}
