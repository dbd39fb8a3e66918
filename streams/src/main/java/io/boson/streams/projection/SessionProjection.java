package io.boson.streams.projection;

import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.events.log.LogPosition;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionUsage;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.SessionUse;
import io.boson.streams.log.RecordReader;
import io.boson.streams.state.ReplicaKey;
import io.boson.streams.state.SessionEntry;
import io.boson.streams.state.StateJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Facts of `sessions` folded into each session's state; every record yields one record of `live`:
/// the session, or a tombstone that says why there is none.
final class SessionProjection implements Processor<String, byte[], ReplicaKey, byte[]> {

    static final String SESSIONS = "sessions";
    static final String USES = "uses";
    static final String PLACES = "places";

    /// The two topics have no common order, so the end of a session is no reason to forget what it
    /// carried: the last of that may come later. It is put away when nothing more can come.
    private static final Duration FORGET_AFTER = Duration.ofDays(31);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    /// Key of the offset below which no session begins any more. In the same store as the
    /// sessions, and written before one is deleted: one changelog has one order, so whatever a
    /// crash leaves of it, no deleted session's request passes for a new one.
    static final String PROGRESS = "~progress";

    private final RecordReader reader = new RecordReader();
    private final StateJson<LiveSession> json = new StateJson<>(LiveSession.class);
    private final SourceTopics sources;
    private final FoldCounters counters;

    private ProcessorContext<ReplicaKey, byte[]> context;
    private KeyValueStore<String, SessionEntry> sessions;
    private KeyValueStore<String, SessionUse> uses;
    private KeyValueStore<String, SessionPlaces> places;
    private long forgottenUpTo;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    SessionProjection(SourceTopics sources, FoldCounters counters) {
        this.sources = sources;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<ReplicaKey, byte[]> newContext) {
        context = newContext;
        sessions = newContext.getStateStore(SESSIONS);
        uses = newContext.getStateStore(USES);
        places = newContext.getStateStore(PLACES);
        forgottenUpTo =
                Optional.ofNullable(sessions.get(PROGRESS)).map(SessionEntry::offset).orElse(-1L);
        // The time of records, not of a clock: a rebuild forgets the same.
        newContext.schedule(FORGET_EVERY, PunctuationType.STREAM_TIME, this::forgetUsage);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        LogPosition position = sources.position(context);
        if (position.topic() == Topic.USAGE) {
            foldUsage(record, position);
            return;
        }
        switch (reader.read(record.headers(), record.value())) {
            case Decoded.Known(SessionEvent.OfSession event) -> fold(event, record, position);
            // a node's socket is NodeProjection's, from a refusal nothing follows
            case Decoded.Known(SessionEvent.OfNode _), Decoded.Known(SessionEvent.RouteRefused _) ->
                    ReplicaRecords.forwardMarker(context, record, position);
            case Decoded.Known _, Decoded.Unknown _, Decoded.Malformed _ -> {
                counters.unreadable();
                ReplicaRecords.forwardMarker(context, record, position);
            }
        }
    }

    private void foldUsage(Record<String, byte[]> record, LogPosition position) {
        switch (reader.read(record.headers(), record.value())) {
            case Decoded.Known(SessionUsage usage) -> {
                String id = usage.sessionId().toString();
                @Nullable SessionUse before = uses.get(id);
                uses.put(
                        id,
                        before == null
                                ? SessionUse.begin(usage, position.offset())
                                : before.evolve(usage, position.offset()));
                tellOfUsage(record, id, position);
            }
            case Decoded.Known(SessionPlace place) -> {
                String id = place.sessionId().toString();
                @Nullable SessionPlaces before = places.get(id);
                places.put(
                        id,
                        before == null
                                ? SessionPlaces.begin(place, position.offset())
                                : before.evolve(place, position.offset()));
                tellOfUsage(record, id, position);
            }
            case Decoded.Known _, Decoded.Unknown _, Decoded.Malformed _ -> counters.unreadable();
        }
    }

    private void tellOfUsage(Record<String, byte[]> record, String id, LogPosition position) {
        SessionEntry entry = sessions.get(id);
        if (entry != null && entry.session() instanceof Session.Live live) {
            byte[] value = json.write(joined(live, entry, id));
            // The position stays with the key: this record replaces the one that told it.
            LogPosition told =
                    new LogPosition(Topic.SESSIONS, position.partition(), entry.offset());
            ReplicaRecords.forward(context, record, id, value, Optional.of(told));
        }
    }

    private LiveSession joined(Session.Live live, SessionEntry entry, String id) {
        return new LiveSession(
                live,
                entry.decision(),
                Optional.ofNullable(uses.get(id)),
                Optional.ofNullable(places.get(id)));
    }

    private void forgetUsage(long streamTime) {
        Instant before = Instant.ofEpochMilli(streamTime).minus(FORGET_AFTER);
        forget(uses, use -> use.at().isBefore(before));
        forget(places, place -> place.at().isBefore(before));
    }

    private static <V> void forget(KeyValueStore<String, V> store, Predicate<V> isOver) {
        List<String> over = new ArrayList<>();
        try (KeyValueIterator<String, V> all = store.all()) {
            all.forEachRemaining(
                    each -> {
                        if (isOver.test(each.value)) {
                            over.add(each.key);
                        }
                    });
        }
        over.forEach(store::delete);
    }

    private void fold(
            SessionEvent.OfSession event, Record<String, byte[]> record, LogPosition position) {
        String id = event.sessionId().toString();
        @Nullable SessionEntry before = sessions.get(id);
        @Nullable SessionEntry after = folded(before, event, position);
        if (after == null || after.equals(before)) {
            counters.unchanged();
        }
        keep(id, after, position);
        tellReaders(record, id, Optional.ofNullable(after), position);
    }

    private @Nullable SessionEntry folded(
            @Nullable SessionEntry before, SessionEvent.OfSession event, LogPosition position) {
        if (before != null) {
            return before.evolve(event, position.offset());
        }
        // An ended session is forgotten. A request read again after a crash must not revive it.
        return event instanceof SessionEvent.Requested request && isNew(position)
                ? SessionEntry.begin(request, position)
                : null;
    }

    private boolean isNew(LogPosition position) {
        return position.offset() > forgottenUpTo;
    }

    private void keep(String id, @Nullable SessionEntry entry, LogPosition position) {
        if (entry != null && !(entry.session() instanceof Session.Ended)) {
            sessions.put(id, entry);
            return;
        }
        if (isNew(position)) {
            forgottenUpTo = position.offset();
            sessions.put(PROGRESS, SessionEntry.progress(position));
        }
        sessions.delete(id);
    }

    private void tellReaders(
            Record<String, byte[]> record,
            String id,
            Optional<SessionEntry> entry,
            LogPosition position) {
        if (entry.isPresent() && entry.get().session() instanceof Session.Live live) {
            byte[] value = json.write(joined(live, entry.get(), id));
            ReplicaRecords.forward(context, record, id, value, Optional.of(position));
        } else if (entry.isPresent() && entry.get().session() instanceof Session.Requested) {
            ReplicaRecords.forwardMarker(context, record, position); // not a session yet
        } else {
            String reason = entry.map(e -> reason(e.session())).orElse("unknown");
            Optional<LogPosition> decision = entry.map(SessionEntry::decision);
            ReplicaRecords.forwardTombstone(context, record, id, reason, decision, position);
            ReplicaRecords.forwardMarker(context, record, position); // tombstones go away
        }
    }

    private static String reason(Session session) {
        return switch (session) {
            case Session.Unknown() -> "unknown";
            case Session.Requested _ -> "requested";
            case Session.Live _ -> "live";
            case Session.Ended(_, var ending, _) ->
                    switch (ending) {
                        case Session.Ending.Refused(var why) -> "refused " + word(why);
                        case Session.Ending.Closed(var why) -> "closed " + word(why);
                        case Session.Ending.Expired() -> "expired";
                    };
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
