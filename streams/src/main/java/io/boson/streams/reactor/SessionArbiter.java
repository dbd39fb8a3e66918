package io.boson.streams.reactor;

import io.boson.events.Decision;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.Session;
import io.boson.events.session.SessionCommand;
import io.boson.events.session.SessionDecider;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionTerms;
import io.boson.events.session.TunnelOffer;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.state.ArbiterEntry;
import io.boson.streams.state.ArbiterRecord;
import io.boson.streams.state.RestingAddresses;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Answers session requests. Holds its entries in memory; the store keeps them across restarts. A
/// partition has one owner at a time, so here, and only here, "is there room?" has one answer.
///
/// ```
///   request --fold--> entry (Requested) --decide--> tentative outcome, kept, then written
///                                                        |
///   outcome in the log --fold--> entry (Live) or gone <--+   the first outcome in the log wins
/// ```
///
/// A crash between keeping and writing leaves the tentative outcome, which is then written with
/// the same event id; a crash after writing finds the outcome in the log before deciding anything.
final class SessionArbiter {

    private final KeyValueStore<String, ArbiterRecord> store;
    private final Map<String, ArbiterEntry> entries = new HashMap<>();
    private final NodeFold nodes;
    private final Emitter emitter;
    private final OpenSessions open = new OpenSessions();
    private final TunnelLeases tunnels;

    SessionArbiter(
            KeyValueStore<String, ArbiterRecord> store,
            NodeFold nodes,
            Emitter emitter,
            TunnelRange range) {
        this.store = store;
        this.nodes = nodes;
        this.emitter = emitter;
        this.tunnels = new TunnelLeases(store, range);
        try (KeyValueIterator<String, ArbiterRecord> all = store.all()) {
            all.forEachRemaining(each -> restore(each.key, each.value));
        }
    }

    private void restore(String key, ArbiterRecord kept) {
        switch (kept) {
            case ArbiterEntry entry -> {
                entries.put(key, entry);
                index(entry);
            }
            case RestingAddresses addresses -> tunnels.restore(key, addresses);
        }
    }

    /// Folds one event, and answers it where it is a request and this owner may decide.
    void process(Folding folding, SessionEvent.OfSession event, boolean mayDecide) {
        tunnels.reached(folding.brokerMillis());
        String id = event.sessionId().toString();
        @Nullable ArbiterEntry before = entries.get(id);
        Optional<ArbiterEntry> folded =
                before == null
                        ? folding.begin(event)
                        : Optional.of(before.evolve(event, folding.position().offset()));
        if (folded.isEmpty()) {
            return; // an event of a session that has ended, or that began before the log does
        }
        if (folded.get().session() instanceof Session.Ended(var terms, _, _)) {
            forget(id, terms, before, folding.brokerMillis());
            return;
        }
        ArbiterEntry entry = folded.get();
        // A request with an outcome on its way, asked once more, is answered by that.
        boolean unanswered = entry.tentative().isEmpty();
        Optional<SessionEvent.OfSession> outcome =
                mayDecide && unanswered && event instanceof SessionEvent.Requested
                        ? outcome(entry, folding.now())
                        : Optional.empty();
        keep(id, outcome.map(entry::withTentative).orElse(entry));
        outcome.ifPresent(answer -> tell(entry, answer));
    }

    /// What a predecessor left unanswered, first come first served.
    void answerPending(Instant now) {
        entries.entrySet().stream()
                .filter(each -> each.getValue().session() instanceof Session.Requested)
                .sorted(Comparator.comparingLong(each -> each.getValue().offset()))
                .toList()
                .forEach(each -> answer(each.getKey(), each.getValue(), now));
    }

    private void answer(String id, ArbiterEntry entry, Instant now) {
        outcome(entry, now)
                .ifPresent(
                        outcome -> {
                            keep(id, entry.withTentative(outcome));
                            tell(entry, outcome);
                        });
    }

    /// Empty where it is answered, or where nobody waits any more: expiry clears it away.
    private Optional<SessionEvent.OfSession> outcome(ArbiterEntry entry, Instant now) {
        return entry.session() instanceof Session.Requested requested
                        && now.toEpochMilli()
                                <= entry.requestedAtMillis() + requested.answerWithinMillis()
                ? entry.tentative().or(() -> decide(requested, now))
                : Optional.empty();
    }

    private void tell(ArbiterEntry entry, SessionEvent.OfSession outcome) {
        emitter.emit(
                outcome,
                "outcome of " + entry.requestId(),
                Optional.of(entry.correlationId()),
                Optional.of(entry.requestId()));
    }

    private Optional<SessionEvent.OfSession> decide(Session.Requested requested, Instant now) {
        NodeId node = requested.terms().nodeId();
        SessionCommand command =
                new SessionCommand.Answer(
                        nodes.capacityOf(node),
                        open.on(node),
                        open.held(node, requested.terms().holder()),
                        offer(requested));
        return switch (SessionDecider.decide(requested, command, now)) {
            case Decision.Accepted(var events) -> events.stream().findFirst();
            case Decision.Rejected(_) -> Optional.empty();
        };
    }

    private TunnelOffer offer(Session.Requested asked) {
        NodeId node = asked.terms().nodeId();
        boolean taken = asked.keys().map(keys -> open.uses(node, keys.client())).orElse(false);
        return taken ? new TunnelOffer.KeyTaken() : tunnels.offer(node);
    }

    int openOn(NodeId node) {
        return open.on(node);
    }

    private void keep(String id, ArbiterEntry entry) {
        store.put(id, entry);
        entries.put(id, entry);
        index(entry);
    }

    /// Its addresses rest before it is forgotten: a crash in between folds its end once more.
    private void forget(
            String id, SessionTerms terms, @Nullable ArbiterEntry before, long brokerMillis) {
        if (before != null && before.session() instanceof Session.Live) {
            tunnels.rest(terms.sessionId(), brokerMillis);
        } else {
            tunnels.drop(terms.sessionId());
        }
        store.delete(id);
        entries.remove(id);
        open.remove(terms);
    }

    private void index(ArbiterEntry entry) {
        entry.terms()
                .ifPresent(
                        terms -> {
                            tunnels.hold(terms.sessionId(), terms.nodeId(), entry.addresses());
                            if (entry.isOpen()) {
                                open.add(terms, entry.keys().map(PeerKeys::client));
                            } else {
                                open.remove(terms);
                            }
                        });
    }

    /// Whether an earlier session has the same addresses, or as early a one with a lower id.
    boolean isDisplaced(Session.Live live) {
        SessionId own = live.terms().sessionId();
        Set<SessionId> sharers = tunnels.sharers(own);
        return sharers.size() > 1
                && sharers.stream()
                        .map(other -> entries.get(other.toString()))
                        .anyMatch(other -> other != null && isBefore(other.session(), live));
    }

    private static boolean isBefore(Session other, Session.Live live) {
        if (!(other instanceof Session.Live earlier)) {
            return false;
        }
        int order = earlier.openedAt().compareTo(live.openedAt());
        return order != 0
                ? order < 0
                : earlier.terms().sessionId().compareTo(live.terms().sessionId()) < 0;
    }

    /// Every session that has not ended, by id.
    Map<String, ArbiterEntry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /// What is known of a record beside its event.
    record Folding(
            LogPosition position,
            long brokerMillis,
            String eventId,
            String correlationId,
            Instant now) {

        private Optional<ArbiterEntry> begin(SessionEvent.OfSession event) {
            return event instanceof SessionEvent.Requested
                    ? Optional.of(
                            new ArbiterEntry(
                                    Session.unknown().evolve(event),
                                    position.offset(),
                                    brokerMillis,
                                    eventId,
                                    correlationId,
                                    Optional.empty()))
                    : Optional.empty();
        }
    }
}
