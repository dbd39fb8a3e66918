package io.boson.relay.wire;

import io.boson.relay.websocket.FrameHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/// Puts packets that were read one after the other together into trains, in place.
///
/// ```
/// read     | head key | packet | head key | packet |      four bytes of key each
/// shown    |      | packet |      | packet |              as FrameSink gets them
/// train    | head | packet | head | packet |
/// ```
///
/// Only where a packet does not follow the one before it, as after a channel's number, it is moved.
///
/// A short train out of a large buffer is copied instead, so that a receiver that is slow keeps
/// little more than what it is sent.
public final class TrainYard {

    /// A queue drops whole trains, so they stay well below its smallest limit.
    static final int BYTES_MAX = 16 * 1024;

    private static final int SMALLEST_SHARE = 16;

    private final Consumer<Train> departure;
    private ByteBuf from = Unpooled.EMPTY_BUFFER;
    private int start;
    private int end;
    private int packets;
    private int bytes;

    /// @param departure takes each train over
    public TrainYard(Consumer<Train> departure) {
        this.departure = departure;
    }

    /// @param buffer stays the caller's; free before `at`, as
    ///     [io.boson.relay.websocket.FrameSink#binary] says
    public void add(ByteBuf buffer, int at, int length, ByteBufAllocator buffers) {
        if (WireGuardPacket.isHandshake(buffer, at, length)) {
            depart(buffers);
            departure.accept(Train.of(buffer, at, length, buffers));
            return;
        }
        if (packets > 0 && bytes + length > BYTES_MAX) {
            depart(buffers);
        }
        int head = FrameHead.length(length);
        if (packets == 0) {
            from = buffer;
            start = at - head;
            end = start;
        } else if (at != end + head) {
            buffer.setBytes(end + head, buffer, at, length);
        }
        FrameHead.set(buffer, end, FrameHead.BINARY, length);
        end += head + length;
        packets++;
        bytes += length;
    }

    /// Sends off what has been put together. To be called before the buffer is given up, and before
    /// anything that must not be overtaken.
    public void depart(ByteBufAllocator buffers) {
        if (packets == 0) {
            return;
        }
        int length = end - start;
        ByteBuf frames =
                length * SMALLEST_SHARE >= from.capacity()
                        ? from.retainedSlice(start, length)
                        : buffers.buffer(length).writeBytes(from, start, length);
        Train train = new Train(frames, packets, bytes, false);
        packets = 0;
        bytes = 0;
        from = Unpooled.EMPTY_BUFFER;
        departure.accept(train);
    }
}
