package io.boson.testkit;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.codec.EventCodec;
import io.boson.events.codec.EventTypes;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.log.Facts;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The log as a list. Keeps [EventLogContract]: one partition per key, offsets that count up from
/// zero in each. Thread-safe: appends happen one after another, listeners included.
public final class InMemoryEventLog implements EventLog, Facts {

    /// @param envelope as it was handed in
    public record Appended(LogPosition position, EventEnvelope envelope) {}

    private final int partitions;
    private final EventCodec codec = new EventCodec();
    private final List<Appended> appended = new ArrayList<>();
    private final Map<Topic, Map<Integer, Long>> ends = new HashMap<>();
    private final List<Consumer<Appended>> followers = new ArrayList<>();
    private boolean available = true;

    public InMemoryEventLog(int partitions) {
        this.partitions = partitions;
    }

    /// Calls `follower` with everything appended from now on, before the append returns: for fakes
    /// that fold the log.
    public synchronized void follow(Consumer<Appended> follower) {
        followers.add(follower);
    }

    /// From now on every append fails.
    public synchronized void goAway() {
        available = false;
    }

    public synchronized void comeBack() {
        available = true;
    }

    @Override
    public synchronized LogPosition append(EventEnvelope envelope) {
        if (!available) {
            throw new LogUnavailableException(
                    "the log is switched off", new IllegalStateException("switched off"));
        }
        Event event = envelope.event();
        checkReadable(event);
        int partition = Math.floorMod(event.key().hashCode(), partitions);
        long offset =
                ends.computeIfAbsent(event.topic(), _ -> new HashMap<>())
                        .merge(partition, 0L, (end, _) -> end + 1);
        Appended entry = new Appended(new LogPosition(event.topic(), partition, offset), envelope);
        appended.add(entry);
        followers.forEach(follower -> follower.accept(entry));
        return entry.position();
    }

    /// What a real log could not give back, this one does not take.
    private void checkReadable(Event event) {
        var back = codec.decode(EventTypes.nameOf(event), codec.encode(event));
        if (!back.equals(new io.boson.events.codec.Decoded.Known(event))) {
            throw new IllegalArgumentException("reads back as " + back + ", not as " + event);
        }
    }

    /// Everything, in the order of appending.
    public synchronized List<Appended> appended() {
        return List.copyOf(appended);
    }

    /// The events of one kind, in the order of appending.
    public <E extends Event> List<E> events(Class<E> kind) {
        return appended().stream()
                .map(entry -> entry.envelope().event())
                .flatMap(
                        event -> kind.isInstance(event) ? Stream.of(kind.cast(event)) : Stream.of())
                .toList();
    }

    @Override
    public synchronized Optional<Event> fetch(LogPosition position) {
        if (!available) {
            throw new LogUnavailableException(
                    "the log is switched off", new IllegalStateException("switched off"));
        }
        return find(position).map(EventEnvelope::event);
    }

    public Optional<EventEnvelope> find(LogPosition position) {
        return appended().stream()
                .filter(entry -> entry.position().equals(position))
                .map(Appended::envelope)
                .findFirst();
    }
}
