package io.boson.testkit;

import io.boson.events.Decision;
import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.Session;
import io.boson.events.session.SessionCommand;
import io.boson.events.session.SessionDecider;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.TunnelOffer;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.LiveSessions;
import io.boson.projections.session.Peer;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.Sessions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The live sessions folded from an [InMemoryEventLog] within each append, and an arbiter that
/// answers requests there and then, by the capacity that the request names. Keeps
/// [SessionsContract]. Thread-safe.
public final class InMemorySessions implements Sessions {

    private final InMemoryEventLog log;
    private final Map<SessionId, Session> sessions = new HashMap<>();
    private final Map<SessionId, LogPosition> decisions = new HashMap<>();
    private final Map<SessionId, SessionOutcome> outcomes = new HashMap<>();
    private final Map<Integer, Long> passed = new HashMap<>();
    private volatile LiveSessions live = LiveSessions.EMPTY;
    private final Map<SessionId, SessionPlaces> places = new HashMap<>();
    private boolean answering = true;

    private InMemorySessions(InMemoryEventLog log) {
        this.log = log;
    }

    public static InMemorySessions following(InMemoryEventLog log) {
        InMemorySessions sessions = new InMemorySessions(log);
        log.follow(sessions::fold);
        return sessions;
    }

    /// From now on no request is answered.
    public synchronized void stopAnswering() {
        answering = false;
    }

    private synchronized void fold(InMemoryEventLog.Appended appended) {
        LogPosition position = appended.position();
        if (position.topic() == Topic.SESSIONS) {
            passed.put(position.partition(), position.offset());
        }
        if (appended.envelope().event() instanceof SessionEvent.OfSession event) {
            fold(event, position);
        }
        if (appended.envelope().event() instanceof SessionPlace place) {
            fold(place, position);
        }
    }

    private void fold(SessionPlace place, LogPosition position) {
        SessionId id = place.sessionId();
        places.compute(
                id,
                (_, before) ->
                        before == null
                                ? SessionPlaces.begin(place, position.offset())
                                : before.evolve(place, position.offset()));
        live.find(id).ifPresent(session -> live = live.with(joined(session)));
    }

    private LiveSession joined(LiveSession session) {
        return new LiveSession(
                session.session(),
                session.decision(),
                session.use(),
                Optional.ofNullable(places.get(session.id())));
    }

    private void fold(SessionEvent.OfSession event, LogPosition position) {
        SessionId id = event.sessionId();
        Session before = sessions.getOrDefault(id, Session.unknown());
        Session after = before.evolve(event);
        sessions.put(id, after);
        switch (after) {
            case Session.Unknown() -> {}
            case Session.Requested requested -> {
                decisions.putIfAbsent(id, position);
                if (answering && before instanceof Session.Unknown) {
                    answer(requested);
                }
            }
            case Session.Live state -> {
                LiveSession session =
                        joined(new LiveSession(state, decisions.getOrDefault(id, position)));
                live = live.with(session);
                outcomes.put(id, new SessionOutcome.Opened(session));
            }
            case Session.Ended(_, var ending, _) -> {
                live = live.without(id);
                outcomes.put(id, new SessionOutcome.NotOpened(reason(ending)));
            }
        }
    }

    /// The fact goes into the log, and so comes back to [#fold] before this returns.
    private void answer(Session.Requested requested) {
        SessionCommand command =
                new SessionCommand.Answer(
                        requested.capacity(),
                        live.countOf(requested.terms().nodeId()),
                        live.held(requested.terms().nodeId(), requested.terms().holder())
                                .map(LiveSession::id),
                        offer(requested.terms().nodeId()));
        switch (SessionDecider.decide(requested, command, requested.at())) {
            case Decision.Accepted(var events) ->
                    events.forEach(event -> log.append(Samples.envelope(event)));
            case Decision.Rejected(var why) -> throw new IllegalStateException(why.message());
        }
    }

    /// The lowest number that no live session of the node has; without rest.
    private TunnelOffer offer(NodeId node) {
        Set<TunnelAddresses> taken =
                live.peers(node).all().stream().map(Peer::addresses).collect(Collectors.toSet());
        return IntStream.rangeClosed(TunnelRange.FIRST_CLIENT, TunnelRange.SAMPLE.lastClient())
                .mapToObj(TunnelRange.SAMPLE::at)
                .filter(addresses -> !taken.contains(addresses))
                .findFirst()
                .<TunnelOffer>map(TunnelOffer.Free::new)
                .orElseGet(TunnelOffer.Exhausted::new);
    }

    private static String reason(Session.Ending ending) {
        return switch (ending) {
            case Session.Ending.Refused(var why) -> "refused " + word(why);
            case Session.Ending.Closed(var why) -> "closed " + word(why);
            case Session.Ending.Expired() -> "expired";
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public LiveSessions snapshot() {
        return live;
    }

    @Override
    public synchronized boolean await(LogPosition position, Duration timeout) {
        return position.topic() == Topic.SESSIONS
                && passed.getOrDefault(position.partition(), -1L) >= position.offset();
    }

    /// Everything is folded within its append, so nothing is ever worth waiting for.
    @Override
    public boolean awaitPeers(NodeId node, String version, Duration timeout) {
        return !live.peers(node).version().equals(version);
    }

    @Override
    public SessionOutcome awaitOutcome(SessionId id, Duration timeout, Runnable request) {
        request.run();
        synchronized (this) {
            return Optional.ofNullable(outcomes.get(id)).orElseGet(SessionOutcome.NoAnswer::new);
        }
    }
}
