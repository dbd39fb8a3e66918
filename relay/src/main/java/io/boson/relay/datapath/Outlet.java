package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.websocket.FrameHead;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/// A WebSocket as one session's packets reach it: put together into trains, so that its loop is
/// woken once per batch.
final class Outlet {

    /// A queue drops whole trains, so they stay well below its smallest limit.
    private static final int TRAIN_BYTES_MAX = 16 * 1024;

    private static final int BYTES_USUAL = 2048;

    private final Carried session;
    private final Endpoint<Train> to;
    private ByteBuf frames = Unpooled.EMPTY_BUFFER;
    private int packets;
    private int bytes;

    Outlet(Carried session, Endpoint<Train> to) {
        this.session = session;
        this.to = to;
    }

    Carried session() {
        return session;
    }

    private SessionId id() {
        return session.id();
    }

    boolean isEmpty() {
        return packets == 0;
    }

    /// @param packet from position to limit, which moves
    void add(ByteBuffer packet, boolean isHandshake) {
        int length = packet.remaining();
        if (packets > 0 && (isHandshake || bytes + length > TRAIN_BYTES_MAX)) {
            depart();
        }
        int head = FrameHead.length(length);
        if (packets == 0) {
            frames = ByteBufAllocator.DEFAULT.buffer(Math.max(BYTES_USUAL, head + length));
        }
        int at = frames.writerIndex();
        frames.ensureWritable(head + length);
        FrameHead.set(frames, at, FrameHead.BINARY, length);
        frames.writerIndex(at + head).writeBytes(packet);
        packets++;
        bytes += length;
        if (isHandshake) {
            to.deliver(id(), taken(true));
        }
    }

    void depart() {
        if (packets > 0) {
            to.deliver(id(), taken(false));
        }
    }

    private Train taken(boolean isHandshake) {
        Train train = new Train(frames, packets, bytes, isHandshake);
        frames = Unpooled.EMPTY_BUFFER;
        packets = 0;
        bytes = 0;
        return train;
    }
}
