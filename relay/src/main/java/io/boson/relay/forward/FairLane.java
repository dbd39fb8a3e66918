package io.boson.relay.forward;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What waits in several flows, served in turn by deficit round robin (RFC 8290 section 4.2, as
/// Shreedhar and Varghese described it): each flow gets the same bytes per round, so one that
/// floods waits for itself alone. Room is made by the flow that holds the most.
///
/// Not safe for several threads.
///
/// @param <T> what waits
final class FairLane<T> {

    /// Bytes a flow may send before the next one has its turn; above one full packet.
    private static final int QUANTUM = 2048;

    /// @param at when it came, @param order among everything that came to the queue
    record Entry<T>(T item, int cost, long at, long order) {}

    private static final class Flow<T> {
        private final Object key;
        private final ArrayDeque<Entry<T>> waiting = new ArrayDeque<>(1);
        private long bytes;
        private int credit = QUANTUM;

        Flow(Object key) {
            this.key = key;
        }
    }

    private final Map<Object, Flow<T>> flows = new HashMap<>();
    private final ArrayDeque<Flow<T>> round = new ArrayDeque<>(1);
    private final BiConsumer<T, DropReason> disposal;
    private final long ageMaxNanos;
    private long bytes;

    FairLane(long ageMaxNanos, BiConsumer<T, DropReason> disposal) {
        this.ageMaxNanos = ageMaxNanos;
        this.disposal = disposal;
    }

    void add(Object key, Entry<T> entry) {
        Flow<T> flow = flows.get(key);
        if (flow == null) {
            flow = new Flow<>(key);
            flows.put(key, flow);
            round.add(flow);
        }
        flow.waiting.add(entry);
        flow.bytes += entry.cost();
        bytes += entry.cost();
    }

    /// What is served next; what is too old on the way there is dropped.
    Optional<Entry<T>> peek(long now) {
        while (!round.isEmpty()) {
            Flow<T> flow = round.peek();
            expire(flow, now);
            Entry<T> next = flow.waiting.peek();
            if (next == null) {
                forget(flow);
            } else if (flow.credit >= next.cost()) {
                return Optional.of(next);
            } else {
                flow.credit += QUANTUM;
                round.add(round.remove());
            }
        }
        return Optional.empty();
    }

    /// Takes what [#peek] has shown.
    T take() {
        Flow<T> flow = round.element();
        Entry<T> entry = remove(flow);
        flow.credit -= entry.cost();
        if (flow.waiting.isEmpty()) {
            forget(flow);
        }
        return entry.item();
    }

    void expire(long now) {
        for (Flow<T> flow : List.copyOf(round)) {
            expire(flow, now);
            if (flow.waiting.isEmpty()) {
                forget(flow);
            }
        }
    }

    /// Drops the oldest packet of the flow that holds the most, for a newcomer of `key`.
    void makeRoom(Object key) {
        Flow<T> own = flows.get(key);
        // A flood is cheap to judge: it is over its share before anybody is looked for.
        Flow<T> most = own != null && own.bytes * flows.size() >= bytes ? own : fattest();
        disposal.accept(remove(most).item(), DropReason.QUEUE_FULL);
        if (most.waiting.isEmpty()) {
            forget(most);
        }
    }

    void clear(DropReason why) {
        for (Flow<T> flow : round) {
            flow.waiting.forEach(entry -> disposal.accept(entry.item(), why));
        }
        round.clear();
        flows.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return round.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    private Flow<T> fattest() {
        Flow<T> most = round.element();
        for (Flow<T> flow : round) {
            most = flow.bytes > most.bytes ? flow : most;
        }
        return most;
    }

    private void expire(Flow<T> flow, long now) {
        for (Entry<T> eldest = flow.waiting.peek();
                eldest != null && now - eldest.at() > ageMaxNanos;
                eldest = flow.waiting.peek()) {
            disposal.accept(remove(flow).item(), DropReason.TOO_OLD);
        }
    }

    private Entry<T> remove(Flow<T> flow) {
        Entry<T> entry = flow.waiting.remove();
        flow.bytes -= entry.cost();
        bytes -= entry.cost();
        return entry;
    }

    private void forget(Flow<T> flow) {
        flows.remove(flow.key);
        round.remove(flow);
    }
}
