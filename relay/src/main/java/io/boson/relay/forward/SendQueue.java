package io.boson.relay.forward;

import java.util.ArrayDeque;
import java.util.Optional;

/// What waits for one receiver, so that no sender ever does.
///
/// Three lanes, read in the order of arrival across both:
///
/// - packets: bounded by bytes and by age; the oldest makes room for the newest;
/// - handshakes, packets that a tunnel waits for: they overtake packets, which make room for them,
///   and hold a quarter of the bytes at most, so that a flood of them starves nobody;
/// - notices, the relay's own words: never dropped for a packet or for their age, bounded by
///   number. A receiver that lets them pile up is to be closed.
///
/// Safe for several threads; times come from one monotonic clock, in nanoseconds.
///
/// @param <T> what is queued; handed to the [Disposal] where it is not sent
public final class SendQueue<T> {

    /// Counted per packet beside its bytes, about what keeping it costs: a million one-byte packets
    /// are not a megabyte.
    public static final int ENTRY_COST = 128;

    /// Notices that may wait at once.
    public static final int NOTICES_MAX = 1024;

    private static final int HANDSHAKE_SHARE = 4;

    /// Told of every packet that is not sent, and given it to let go. Called within the queue's
    /// lock: it must return at once.
    @FunctionalInterface
    public interface Disposal<T> {
        void dropped(T packet, DropReason reason);
    }

    private record Entry<T>(T item, int cost, long at, long order, boolean handshake) {}

    private final ArrayDeque<Entry<T>> packets = new ArrayDeque<>();
    private final ArrayDeque<Entry<T>> handshakes = new ArrayDeque<>();
    private final ArrayDeque<Entry<T>> notices = new ArrayDeque<>();
    private final SendLimits limits;
    private final long ageMaxNanos;
    private final Disposal<T> disposal;
    private final long handshakeBytesMax;
    private long bytes;
    private long handshakeBytes;
    private long arrivals;
    private boolean closed;

    public SendQueue(SendLimits limits, Disposal<T> disposal) {
        this.limits = limits;
        this.ageMaxNanos = limits.ageMax().toNanos();
        this.disposal = disposal;
        this.handshakeBytesMax = limits.bytesMax() / HANDSHAKE_SHARE;
    }

    /// Takes the packet over, at the price of the oldest ones if there is no room.
    public synchronized void offer(T packet, int length, long now) {
        if (closed) {
            disposal.dropped(packet, DropReason.CLOSING);
            return;
        }
        expire(now);
        int cost = length + ENTRY_COST;
        while (bytes + cost > limits.bytesMax() && !packets.isEmpty()) {
            disposal.dropped(take(packets), DropReason.QUEUE_FULL);
        }
        if (bytes + cost > limits.bytesMax()) {
            disposal.dropped(packet, DropReason.QUEUE_FULL);
            return;
        }
        bytes += cost;
        packets.add(new Entry<>(packet, cost, now, arrivals++, false));
    }

    /// As [#offer], for what a tunnel waits for.
    public synchronized void offerHandshake(T packet, int length, long now) {
        if (closed) {
            disposal.dropped(packet, DropReason.CLOSING);
            return;
        }
        expire(now);
        int cost = length + ENTRY_COST;
        while (handshakeBytes + cost > handshakeBytesMax && !handshakes.isEmpty()) {
            disposal.dropped(take(handshakes), DropReason.QUEUE_FULL);
        }
        while (bytes + cost > limits.bytesMax() && !packets.isEmpty()) {
            disposal.dropped(take(packets), DropReason.QUEUE_FULL);
        }
        bytes += cost;
        handshakeBytes += cost;
        handshakes.add(new Entry<>(packet, cost, now, arrivals++, true));
    }

    /// False where the receiver has let too many pile up. After the close nothing is kept.
    public synchronized boolean offerNotice(T notice) {
        if (closed) {
            return true;
        }
        if (notices.size() == NOTICES_MAX) {
            return false;
        }
        notices.add(new Entry<>(notice, 0, 0, arrivals++, false));
        return true;
    }

    /// The next thing to send; packets that are too old are dropped on the way.
    public synchronized Optional<T> poll(long now) {
        expire(now);
        ArrayDeque<Entry<T>> lane = handshakes.isEmpty() ? packets : handshakes;
        Entry<T> packet = lane.peek();
        Entry<T> notice = notices.peek();
        if (packet == null && notice == null) {
            return Optional.empty();
        }
        boolean noticeFirst = packet == null || (notice != null && notice.order() < packet.order());
        return Optional.of(take(noticeFirst ? notices : lane));
    }

    /// Drops the packets that have waited too long.
    public synchronized void expire(long now) {
        expire(packets, now);
        expire(handshakes, now);
    }

    private void expire(ArrayDeque<Entry<T>> lane, long now) {
        for (Entry<T> eldest = lane.peek();
                eldest != null && now - eldest.at() > ageMaxNanos;
                eldest = lane.peek()) {
            disposal.dropped(take(lane), DropReason.TOO_OLD);
        }
    }

    /// Drops what is left; later packets are dropped as they come.
    public synchronized void close() {
        closed = true;
        while (!packets.isEmpty()) {
            disposal.dropped(take(packets), DropReason.CLOSING);
        }
        while (!handshakes.isEmpty()) {
            disposal.dropped(take(handshakes), DropReason.CLOSING);
        }
        notices.clear();
    }

    public synchronized boolean isEmpty() {
        return packets.isEmpty() && handshakes.isEmpty() && notices.isEmpty();
    }

    /// Bytes of the waiting packets, with [#ENTRY_COST] each; never above the limit.
    public synchronized long bytes() {
        return bytes;
    }

    private T take(ArrayDeque<Entry<T>> lane) {
        Entry<T> entry = lane.remove();
        bytes -= entry.cost();
        handshakeBytes -= entry.handshake() ? entry.cost() : 0;
        return entry.item();
    }
}
