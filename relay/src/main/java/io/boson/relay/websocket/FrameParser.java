package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Bytes from a client to messages, by the rules of RFC 6455, without extensions.
///
/// 1. A frame that is whole in the buffer that was read is unmasked and handed over there. The
///    payload of a binary message moves on the way, by the key that a peer's frame lacks and by
///    what the frames before it have given up: as it is, it can be sent on.
/// 2. The beginning of one that is not is copied aside, and only as much as its rest is copied to
///    it: what is kept grows with what has arrived, never with the length that a head claims.
/// 3. Fragments are gathered the same way, up to the limit.
/// 4. A head is judged as soon as it can be, before its payload has come. After a fault or a close
///    frame everything is read and forgotten: closing with unread bytes would reset the connection,
///    and the close frame that says why would be lost.
public final class FrameParser extends ChannelInboundHandlerAdapter {

    private final FrameSink sink;
    private final FrameRules rules;
    private final Fragments fragments = new Fragments();
    private ByteBuf carried = Unpooled.EMPTY_BUFFER;
    private boolean deaf;

    /// Where the last binary message ends in the buffer that is being read.
    private int packed;

    /// @param payloadMax bytes of a frame's and of a message's payload
    public FrameParser(FrameSink sink, int payloadMax) {
        this.sink = sink;
        this.rules = new FrameRules(payloadMax);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (msg instanceof ByteBuf in && !deaf) {
                complete(in);
                frames(ctx.alloc(), in);
                carry(ctx.alloc(), in);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        silence();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        silence();
    }

    /// From now on everything is read and forgotten.
    private void silence() {
        deaf = true;
        carried.release();
        carried = Unpooled.EMPTY_BUFFER;
        fragments.clear();
    }

    /// Brings what the carried frame lacks.
    private void complete(ByteBuf in) {
        while (!deaf && carried.isReadable()) {
            if (!rules.read(carried, fragments)) {
                if (failed() || !in.isReadable()) {
                    return;
                }
                carried.writeByte(in.readByte());
                continue;
            }
            int missing = rules.frameBytes() - carried.readableBytes();
            carried.writeBytes(in, Math.min(missing, in.readableBytes()));
            if (carried.readableBytes() < rules.frameBytes()) {
                return;
            }
            ByteBuf whole = carried;
            carried = Unpooled.EMPTY_BUFFER;
            try {
                packed = whole.readerIndex();
                frame(whole.alloc(), whole);
                sink.endOfBuffer();
            } finally {
                whole.release();
            }
        }
    }

    private void frames(ByteBufAllocator buffers, ByteBuf in) {
        packed = in.readerIndex();
        while (!deaf && in.isReadable()) {
            if (!rules.read(in, fragments)) {
                failed();
                break;
            }
            if (in.readableBytes() < rules.frameBytes()) {
                break;
            }
            frame(buffers, in);
        }
        sink.endOfBuffer();
    }

    private void carry(ByteBufAllocator buffers, ByteBuf in) {
        if (!deaf && in.isReadable()) {
            carried = buffers.buffer(in.readableBytes()).writeBytes(in);
        }
    }

    /// Whether the head just read breaks a rule, rather than being cut short.
    private boolean failed() {
        if (rules.isBroken()) {
            fail(rules.fault());
        }
        return rules.isBroken();
    }

    private void fail(ProtocolFault fault) {
        silence();
        sink.endOfBuffer();
        sink.fault(fault);
    }

    /// Takes the whole frame that the rules have just read the head of.
    private void frame(ByteBufAllocator buffers, ByteBuf in) {
        int at = in.readerIndex() + rules.headBytes();
        int length = rules.payloadBytes();
        int key = in.getInt(at - FrameHead.KEY_BYTES);
        in.skipBytes(rules.frameBytes());
        if (rules.opcode() == FrameHead.BINARY && rules.isFinal()) {
            int to = packed + FrameHead.length(length);
            Mask.move(in, at, to, length, key);
            packed = to + length;
            sink.binary(in, to, length);
            return;
        }
        Mask.apply(in, at, length, key);
        switch (rules.opcode()) {
            case FrameHead.PING -> sink.ping(in.slice(at, length));
            case FrameHead.PONG -> sink.pong();
            case FrameHead.CLOSE -> close(in, at, length);
            default -> data(buffers, in, at, length);
        }
    }

    private void data(ByteBufAllocator buffers, ByteBuf in, int at, int length) {
        int opcode = rules.opcode();
        if (opcode != FrameHead.CONTINUATION) {
            fragments.begin(buffers, opcode);
        }
        if (!fragments.add(in, at, length, rules.isFinal())) {
            fail(ProtocolFault.NOT_UTF8);
        } else if (rules.isFinal()) {
            message();
        }
    }

    private void message() {
        ByteBuf whole = fragments.take();
        try {
            int length = whole.readableBytes();
            if (fragments.isText()) {
                sink.text(whole);
            } else {
                sink.endOfBuffer();
                sink.binary(whole, whole.readerIndex(), length);
                sink.endOfBuffer();
            }
        } finally {
            whole.release();
        }
    }

    private void close(ByteBuf in, int at, int length) {
        if (length == 0) {
            silence();
            sink.endOfBuffer();
            sink.close(FrameSink.NO_CODE);
            return;
        }
        int code = length == 1 ? 0 : in.getUnsignedShort(at);
        if (!FrameRules.maySendCode(code)) {
            fail(ProtocolFault.BAD_CLOSE);
            return;
        }
        Utf8 reason = new Utf8();
        if (!reason.accept(in, at + 2, length - 2) || !reason.isWhole()) {
            fail(ProtocolFault.NOT_UTF8);
            return;
        }
        silence();
        sink.endOfBuffer();
        sink.close(code);
    }
}
