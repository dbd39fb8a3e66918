package io.boson.relay.datapath;

import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SendQueue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for the switch's thread. Whoever brings something goes on at once; what there is no
/// room for is counted and let go.
final class Intray {

    private static final Logger LOG = LoggerFactory.getLogger(Intray.class);

    /// Above all sessions and sockets that there can be at once: full only where the thread stands
    /// still.
    private static final int ERRANDS_MAX = 1 << 18;

    private static final int ERRANDS_AT_ONCE = 4096;
    private static final int TRAINS_AT_ONCE = 256;

    private final BlockingQueue<Errand> errands = new LinkedBlockingQueue<>(ERRANDS_MAX);
    private final SendQueue<Inbound> packets;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean toldLost = new AtomicBoolean();
    private final Map<DropReason, LongAdder> drops = new EnumMap<>(DropReason.class);
    private final LongAdder strayed = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile Runnable wakeup = () -> {};

    Intray(SendLimits limits) {
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, new LongAdder());
        }
        packets = new SendQueue<>(limits, this::dropped);
    }

    /// @param ends the thread's wait
    void wakeBy(Runnable ends) {
        wakeup = ends;
    }

    void offer(Errand errand) {
        if (errands.offer(errand)) {
            wake();
            return;
        }
        lost.increment();
        if (toldLost.compareAndSet(false, true)) {
            LOG.error("The switch's thread stands still: {} errands wait", ERRANDS_MAX);
        }
    }

    /// Takes the packets over.
    void offer(Inbound inbound, long now) {
        var train = inbound.train();
        if (train.isHandshake()) {
            packets.offerHandshake(inbound.from(), inbound, train.bytes(), now);
        } else {
            packets.offer(inbound.from(), inbound, train.bytes(), now);
        }
        wake();
    }

    /// A packet that came in and has no place to go from here.
    void strayed(int count) {
        strayed.add(count);
    }

    /// Some of them; comes back soon where there are more.
    void errands(Consumer<Errand> each) {
        woken.set(false);
        for (int i = 0; i < ERRANDS_AT_ONCE; i++) {
            Errand next = errands.poll();
            if (next == null) {
                return;
            }
            each.accept(next);
        }
        wake();
    }

    /// As [#errands]; the packets are let go afterwards.
    void packets(long now, Consumer<Inbound> each) {
        for (int i = 0; i < TRAINS_AT_ONCE; i++) {
            Optional<Inbound> next = packets.poll(now);
            if (next.isEmpty()) {
                return;
            }
            try {
                each.accept(next.get());
            } finally {
                next.get().train().release();
            }
        }
        wake();
    }

    /// There is more to do: the thread looks at its socket and goes on.
    void comeBack() {
        wake();
    }

    /// Nothing is kept any more.
    void close() {
        packets.close();
    }

    Map<DropReason, Long> drops() {
        Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);
        drops.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    long strayed() {
        return strayed.sum();
    }

    long lost() {
        return lost.sum();
    }

    long bytes() {
        return packets.bytes();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            wakeup.run();
        }
    }

    private void dropped(Inbound inbound, DropReason reason) {
        LongAdder count = drops.get(reason);
        if (count != null) {
            count.add(inbound.train().packets());
        }
        inbound.train().release();
    }
}
