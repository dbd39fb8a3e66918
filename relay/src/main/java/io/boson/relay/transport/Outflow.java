package io.boson.relay.transport;

import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SendQueue;
import io.boson.relay.wire.CloseReason;
import io.boson.relay.wire.FrameWriter;
import io.boson.relay.wire.FrameWriter.Toward;
import io.boson.relay.wire.PacketForm;
import io.boson.relay.wire.RelayFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Everything one connection writes after its upgrade.
///
/// 1. Any thread offers a packet to the queue and wakes the connection's loop, once per batch.
/// 2. The loop writes while the channel takes it, then flushes once.
/// 3. Where the channel takes no more, the rest waits in the queue, which alone decides what to
///    drop; little waits below it (see `Transport`).
final class Outflow {

    /// Frames written in one go before other connections of the loop get their turn.
    private static final int BURST = 256;

    private final Channel channel;
    private final Tally tally;
    private final SendQueue<RelayFrame.Outgoing> queue;
    private final long ageMaxNanos;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable drain = this::drain;

    private Toward toward = Toward.CLIENT;
    private PacketForm form = PacketForm.RAW;
    private boolean expiryArmed;
    private long packets;
    private long bytes;

    Outflow(Channel channel, SendLimits limits, Tally tally) {
        this.channel = channel;
        this.tally = tally;
        this.queue = new SendQueue<>(limits, this::dropped);
        this.ageMaxNanos = limits.ageMax().toNanos();
    }

    /// Before the first packet. A client's connection belongs to one session, so bare packets do; a
    /// node has many, so each packet names its session.
    void toward(Toward side) {
        toward = side;
        form =
                switch (side) {
                    case CLIENT -> PacketForm.RAW;
                    case NODE -> PacketForm.BUFFER;
                };
    }

    /// The peer has sent a packet in this form, and is sent its packets so from now on.
    void spoken(PacketForm spoken) {
        if (toward == Toward.CLIENT || spoken.namesSession()) {
            form = spoken;
        }
    }

    /// From any thread; takes the packet over.
    void offer(RelayFrame.Packet packet) {
        queue.offer(packet, packet.packet().readableBytes(), now());
        wake();
    }

    /// From any thread. False where the peer has let too many pile up.
    boolean notice(RelayFrame.Notice notice) {
        boolean kept = queue.offerNotice(notice);
        wake();
        return kept;
    }

    /// Answers and signs of life that are worth nothing late: left out where the channel is full,
    /// so that nobody can fill the memory with pings it never reads the answers of.
    void noticeIfRoom(RelayFrame.Notice notice) {
        if (channel.isWritable()) {
            send(new TextWebSocketFrame(FrameWriter.text(notice, channel.alloc())));
            channel.flush();
        }
    }

    void pongIfRoom(ByteBuf content) {
        if (channel.isWritable()) {
            send(new PongWebSocketFrame(content.retain()));
            channel.flush();
        }
    }

    void pingIfRoom() {
        if (channel.isWritable()) {
            send(new PingWebSocketFrame());
            channel.flush();
        }
    }

    /// From any thread: the loop will look at the queue.
    void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(drain);
            } catch (RejectedExecutionException loopIsGone) {
                queue.close();
            }
        }
    }

    /// Forgets what is queued.
    void discard() {
        queue.close();
    }

    /// Writes what the channel takes at once, drops the rest, says the last words.
    ChannelFuture finish(List<RelayFrame.Notice> lastWords, CloseReason reason) {
        drain();
        queue.close();
        lastWords.forEach(
                word -> send(new TextWebSocketFrame(FrameWriter.text(word, channel.alloc()))));
        return channel.writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.text()));
    }

    long queuedBytes() {
        return queue.bytes();
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    private void drain() {
        woken.set(false);
        long now = now();
        int budget = BURST;
        while (budget > 0 && channel.isWritable()) {
            Optional<RelayFrame.Outgoing> next = queue.poll(now);
            if (next.isEmpty()) {
                break;
            }
            send(encode(next.get()));
            budget--;
        }
        channel.flush();
        if (queue.isEmpty()) {
            return;
        }
        if (channel.isWritable()) {
            wake();
        } else {
            // Nobody may offer again for long, and what waits must not outlive its age.
            armExpiry();
        }
    }

    private void armExpiry() {
        if (!expiryArmed) {
            expiryArmed = true;
            var _ = channel.eventLoop().schedule(this::expire, ageMaxNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        expiryArmed = false;
        queue.expire(now());
        if (!queue.isEmpty() && !channel.isWritable()) {
            armExpiry();
        }
    }

    private WebSocketFrame encode(RelayFrame.Outgoing frame) {
        return switch (frame) {
            case RelayFrame.Packet packet -> encode(packet.packet(), packet);
            case RelayFrame.Notice notice ->
                    new TextWebSocketFrame(FrameWriter.text(notice, channel.alloc()));
        };
    }

    private WebSocketFrame encode(ByteBuf packet, RelayFrame.Packet frame) {
        int length = packet.readableBytes();
        packets++;
        bytes += length;
        switch (toward) {
            case NODE -> tally.wroteToNode(length);
            case CLIENT -> tally.wroteToClient(length);
        }
        if (form == PacketForm.RAW) {
            return new BinaryWebSocketFrame(packet);
        }
        try {
            return new TextWebSocketFrame(FrameWriter.packet(frame, form, toward, channel.alloc()));
        } finally {
            packet.release();
        }
    }

    private void send(WebSocketFrame frame) {
        var _ = channel.write(frame, channel.voidPromise());
    }

    private void dropped(RelayFrame.Outgoing frame, DropReason reason) {
        tally.dropped(reason);
        if (frame instanceof RelayFrame.Packet packet) {
            packet.packet().release();
        }
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }
}
