package io.boson.relay.transport;

import io.boson.events.session.SessionId;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SendQueue;
import io.boson.relay.wire.CloseReason;
import io.boson.relay.wire.Dialect;
import io.boson.relay.wire.FrameWriter;
import io.boson.relay.wire.FrameWriter.Toward;
import io.boson.relay.wire.PacketForm;
import io.boson.relay.wire.RelayFrame;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Everything one connection writes after its upgrade: what goes first, and what waits how long.
/// [FrameOut] puts it on the wire.
///
/// 1. Any thread offers a packet to the queue and wakes the connection's loop, once per batch.
///    Where nothing waits and the channel takes more, its own loop writes at once instead.
/// 2. The loop writes while the channel takes it, then flushes once for all that came meanwhile.
/// 3. Where the channel takes no more, the rest waits in the queue, which alone decides what to
///    drop; little waits below it (see `Transport`).
final class Outflow {

    /// Frames written in one go before other connections of the loop get their turn.
    private static final int BURST = 256;

    private final Channel channel;
    private final FrameOut out;
    private final Tally tally;
    private final SendQueue<RelayFrame.Outgoing> queue;
    private final long ageMaxNanos;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable drain = this::drain;

    /// Of a node that speaks in channels; only then are there any.
    private @Nullable Channels channels;

    private Toward toward = Toward.CLIENT;
    private PacketForm form = PacketForm.RAW;
    private boolean expiryArmed;
    private final UsageMeter meter = new UsageMeter();

    Outflow(Channel channel, SendLimits limits, Tally tally) {
        this.channel = channel;
        this.out = new FrameOut(channel);
        this.tally = tally;
        this.queue = new SendQueue<>(limits, this::dropped);
        this.ageMaxNanos = limits.ageMax().toNanos();
    }

    /// Before the first packet. A client's connection belongs to one session, so bare packets do; a
    /// node has many, so each packet names its session.
    void toward(Toward side, Dialect dialect) {
        toward = side;
        form =
                switch (side) {
                    case CLIENT -> PacketForm.RAW;
                    case NODE ->
                            switch (dialect) {
                                case ORIGINAL -> PacketForm.BUFFER;
                                case V1 -> PacketForm.CHANNEL;
                            };
                };
    }

    /// Whose channel that is on this connection.
    Optional<SessionId> session(int channel) {
        return channels == null ? Optional.empty() : channels.session(channel);
    }

    /// The peer has sent a packet in this form, and is sent its packets so from now on.
    void spoken(PacketForm spoken) {
        if (toward == Toward.CLIENT || spoken.namesSession()) {
            form = spoken;
        }
    }

    /// From any thread; takes the packets over.
    void offer(SessionId session, Train train) {
        if (channel.isWritable() && channel.eventLoop().inEventLoop() && queue.isIdle()) {
            // There is nothing to overtake, and nobody to wait for.
            send(session, train);
        } else if (train.isHandshake()) {
            queue.offerHandshake(
                    session, new RelayFrame.Packets(session, train), train.bytes(), now());
        } else {
            Train waiting = channel.isWritable() ? train : train.settled(buffers());
            queue.offer(session, new RelayFrame.Packets(session, waiting), waiting.bytes(), now());
        }
        wake();
    }

    /// At once, before whatever waits.
    void greet(RelayFrame.Notice greeting) {
        say(greeting);
        out.flush();
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
            out.text(FrameWriter.text(notice, buffers()));
            out.flush();
        }
    }

    /// The content stays the caller's.
    void pongIfRoom(ByteBuf content) {
        if (channel.isWritable()) {
            out.pong(buffers().buffer(content.readableBytes()).writeBytes(content));
            out.flush();
        }
    }

    void pingIfRoom() {
        if (channel.isWritable()) {
            out.ping();
            out.flush();
        }
    }

    ByteBufAllocator buffers() {
        return out.buffers();
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
        lastWords.forEach(word -> out.text(FrameWriter.text(word, buffers())));
        return out.close(reason);
    }

    long queuedBytes() {
        return queue.bytes();
    }

    /// Of both directions.
    UsageMeter meter() {
        return meter;
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
            switch (next.get()) {
                case RelayFrame.Packets(var session, var train) -> send(session, train);
                case RelayFrame.Notice notice -> say(notice);
            }
            budget--;
        }
        out.flush();
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

    private void send(SessionId session, Train train) {
        meter.sent(train.packets(), train.bytes());
        switch (toward) {
            case NODE -> tally.wroteToNode(train);
            case CLIENT -> tally.wroteToClient(train);
        }
        if (form == PacketForm.RAW) {
            out.frames(train.frames());
            return;
        }
        try {
            if (form == PacketForm.CHANNEL) {
                out.frames(train.onChannel(channel(session), buffers()));
                return;
            }
            train.each(
                    packet ->
                            out.text(FrameWriter.packet(session, packet, form, toward, buffers())));
        } finally {
            train.release();
        }
    }

    private void say(RelayFrame.Notice notice) {
        if (notice instanceof RelayFrame.SessionEnded(var session)) {
            forget(session);
        }
        out.text(FrameWriter.text(notice, buffers()));
    }

    private void forget(SessionId session) {
        if (channels != null) {
            channels.forget(session);
        }
    }

    /// Announced before it is used.
    private int channel(SessionId session) {
        Channels all = channels == null ? new Channels() : channels;
        channels = all;
        OptionalInt known = all.find(session);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        int opened = all.open(session);
        say(new RelayFrame.Channel(session, opened));
        return opened;
    }

    private void dropped(RelayFrame.Outgoing frame, DropReason reason) {
        if (frame instanceof RelayFrame.Packets(_, var train)) {
            tally.dropped(reason, train.packets());
            train.release();
        }
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }
}
