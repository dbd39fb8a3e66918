package io.boson.relay.wire;

import io.boson.relay.websocket.FrameHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;

/// Packets from one sender to one receiver, in the order of arrival, already as the binary frames
/// (RFC 6455) in which a receiver of bare packets gets them:
///
/// ```
/// +------+-----------+------+-----------+--
/// | head | packet    | head | packet    | ..
/// +------+-----------+------+-----------+--
/// ```
///
/// What was read is what is written: where frames come in one after the other, these bytes are
/// those of the sender's own frames, unmasked and moved together.
///
/// @param frames owned by whoever holds the train
/// @param packets how many; at least one
/// @param bytes of the packets, without heads
/// @param isHandshake whether a tunnel waits for it; such a packet travels alone
public record Train(ByteBuf frames, int packets, int bytes, boolean isHandshake) {

    /// A train of one packet, copied; the packet stays the caller's.
    public static Train of(ByteBuf packet, ByteBufAllocator buffers) {
        return of(packet, packet.readerIndex(), packet.readableBytes(), buffers);
    }

    static Train of(ByteBuf buffer, int at, int length, ByteBufAllocator buffers) {
        int head = FrameHead.length(length);
        ByteBuf frames = buffers.buffer(head + length);
        FrameHead.set(frames, 0, FrameHead.BINARY, length);
        frames.writerIndex(head).writeBytes(buffer, at, length);
        return new Train(frames, 1, length, WireGuardPacket.isHandshake(buffer, at, length));
    }

    /// Shows each packet; what is kept of it must be retained.
    public void each(Consumer<ByteBuf> packets) {
        int at = frames.readerIndex();
        while (at < frames.writerIndex()) {
            int length = FrameHead.payload(frames, at);
            at += FrameHead.length(length);
            packets.accept(frames.slice(at, length));
            at += length;
        }
    }

    /// The same packets as the frames of a node's channel, which [Dialect] draws; copied.
    public ByteBuf onChannel(int channel, ByteBufAllocator buffers) {
        int longest = FrameHead.BYTES_MAX + Dialect.CHANNEL_BYTES;
        ByteBuf out = buffers.buffer(bytes + packets * longest);
        each(
                packet -> {
                    int payload = Dialect.CHANNEL_BYTES + packet.readableBytes();
                    int head = FrameHead.length(payload);
                    FrameHead.set(out, out.writerIndex(), FrameHead.BINARY, payload);
                    out.writerIndex(out.writerIndex() + head);
                    out.writeInt(channel).writeBytes(packet);
                });
        return out;
    }

    /// The same packets in a buffer of their own size where they hold one that is much larger: what
    /// waits long must not keep what has been read beside it.
    public Train settled(ByteBufAllocator buffers) {
        ByteBuf whole = frames.unwrap() == null ? frames : frames.unwrap();
        if (whole.capacity() <= 2 * frames.readableBytes()) {
            return this;
        }
        ByteBuf own = buffers.buffer(frames.readableBytes()).writeBytes(frames);
        frames.release();
        return new Train(own, packets, bytes, isHandshake);
    }

    public void release() {
        frames.release();
    }
}
