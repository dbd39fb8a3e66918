package io.boson.streams.reactor;

import io.boson.events.Decision;
import io.boson.events.node.Node;
import io.boson.events.session.Session;
import io.boson.events.session.SessionCommand;
import io.boson.events.session.SessionDecider;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.streams.state.ArbiterEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ends sessions whose time has come, and those whose node has departed or
/// is drained.
final class SessionExpiry {

    /// A fact just written takes a moment to come back through the log; it is not written again
    /// within this time.
    private static final Duration TELL_AGAIN_AFTER = Duration.ofSeconds(10);

    private final SessionArbiter arbiter;
    private final NodeFold nodes;
    private final Emitter emitter;
    private final Map<String, Instant> told = new HashMap<>();

    SessionExpiry(SessionArbiter arbiter, NodeFold nodes, Emitter emitter) {
        this.arbiter = arbiter;
        this.nodes = nodes;
        this.emitter = emitter;
    }

    void sweep(Instant now) {
        told.values().removeIf(at -> at.plus(TELL_AGAIN_AFTER).isBefore(now));
        List<ArbiterEntry> due = new ArrayList<>();
        arbiter.entries()
                .forEach(
                        (id, entry) -> {
                            if (!told.containsKey(id)
                                    && !endingOf(entry.session(), now).isEmpty()) {
                                due.add(entry);
                            }
                        });
        due.forEach(entry -> endingOf(entry.session(), now).forEach(end -> emit(entry, end, now)));
    }

    private List<SessionEvent.OfSession> endingOf(Session session, Instant now) {
        return switch (SessionDecider.decide(session, commandFor(session, now), now)) {
            case Decision.Accepted(var events) -> events;
            case Decision.Rejected(_) -> List.of();
        };
    }

    private SessionCommand commandFor(Session session, Instant now) {
        return session instanceof Session.Live live
                ? nodesVerdict(nodes.find(live.terms().nodeId()), now)
                        .or(() -> displaced(live))
                        .<SessionCommand>map(SessionCommand.End::new)
                        .orElseGet(SessionCommand.Expire::new)
                : new SessionCommand.Expire();
    }

    private Optional<CloseReason> displaced(Session.Live live) {
        return arbiter.isDisplaced(live)
                ? Optional.of(CloseReason.ADDRESS_TAKEN)
                : Optional.empty();
    }

    private static Optional<CloseReason> nodesVerdict(Node node, Instant now) {
        return switch (node) {
            case Node.Departed _ -> Optional.of(CloseReason.NODE_GONE);
            case Node.Draining(_, var until) when !now.isBefore(until) ->
                    Optional.of(CloseReason.NODE_DRAINED);
            case Node.Unknown(), Node.Active _, Node.Draining _ -> Optional.empty();
        };
    }

    private void emit(ArbiterEntry entry, SessionEvent.OfSession ending, Instant now) {
        String id = ending.sessionId().toString();
        told.put(id, now);
        emitter.emit(
                ending,
                "end of " + id,
                Optional.of(entry.correlationId()),
                Optional.of(entry.requestId()));
    }
}
