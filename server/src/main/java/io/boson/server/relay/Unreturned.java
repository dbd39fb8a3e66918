package io.boson.server.relay;

import io.boson.events.node.Membership;
import io.boson.events.node.NodeId;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.Traffic;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A relay that was killed could not say that its sockets are gone. After a start it looks at what
/// it held, gives everybody a minute to come back, and then tells the log of those who did not.
public final class Unreturned {

    static final Duration RETURN_WITHIN = Duration.ofSeconds(60);

    private static final String REASON = "relay-restarted";

    private final String relay;
    private final Fleet fleet;
    private final Sessions sessions;
    private final RelayFacts facts;
    private final Clock clock;

    public Unreturned(String relay, Fleet fleet, Sessions sessions, RelayFacts facts, Clock clock) {
        this.relay = relay;
        this.fleet = fleet;
        this.sessions = sessions;
        this.facts = facts;
        this.clock = clock;
    }

    /// Call once, when fleet and sessions are ready and before the relay takes sockets.
    public void watch(ScheduledExecutorService scheduler) {
        List<Held> held = held().toList();
        if (!held.isEmpty()) {
            var _ =
                    scheduler.schedule(
                            () -> tellGone(held), RETURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Whatever still stands as it stood at the start did not come back.
    void tellGone(List<Held> before) {
        List<Held> now = held().toList();
        before.stream().filter(now::contains).forEach(gone -> facts.offer(gone.detached(now())));
    }

    Stream<Held> held() {
        return Stream.concat(heldClients(), heldNodes());
    }

    private Stream<Held> heldClients() {
        return sessions.snapshot()
                .all()
                .mapMulti(
                        (live, held) -> {
                            if (live.session().attachment()
                                            instanceof
                                            Attachment.Attached(var at, var connection, _)
                                    && at.equals(relay)) {
                                held.accept(
                                        new Held.Client(
                                                live.id(), live.nodeId(), relay, connection));
                            }
                        });
    }

    private Stream<Held> heldNodes() {
        return fleet.snapshot()
                .all()
                .mapMulti(
                        (node, held) -> {
                            if (node.socket()
                                            instanceof
                                            Attachment.Attached(var at, UUID connection, _)
                                    && at.equals(relay)) {
                                node.node()
                                        .present()
                                        .map(Membership::id)
                                        .ifPresent(
                                                id ->
                                                        held.accept(
                                                                new Held.Node(
                                                                        id, relay, connection)));
                            }
                        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// An attachment that the log shows on this relay.
    sealed interface Held {

        SessionEvent detached(Instant at);

        record Client(SessionId session, NodeId node, String relay, UUID connection)
                implements Held {
            @Override
            public SessionEvent detached(Instant at) {
                return new SessionEvent.Detached(
                        session, node, relay, connection, REASON, Traffic.NONE, at);
            }
        }

        record Node(NodeId node, String relay, UUID connection) implements Held {
            @Override
            public SessionEvent detached(Instant at) {
                return new SessionEvent.NodeDetached(
                        node, relay, connection, REASON, Traffic.NONE, at);
            }
        }
    }
}
