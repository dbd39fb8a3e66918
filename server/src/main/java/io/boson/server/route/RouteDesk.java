package io.boson.server.route;

import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Membership;
import io.boson.events.node.NodeId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionRequest;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.route.RouteChoice;
import io.boson.projections.route.RouteRanking;
import io.boson.projections.route.RouteRefusal;
import io.boson.projections.route.RouteRequest;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.Sessions;
import io.boson.server.log.DerivedIds;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.server.session.SessionDesk;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Finds a node and gets a session on it: rank, ask the arbiter, and where it refuses take the next
/// best, a few times.
public final class RouteDesk {

    private static final int TRIES_MAX = 3;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    /// Longer than the arbiter may take, so that no answer goes unheard.
    private static final Duration ANSWER_AWAITED = ANSWER_WITHIN.plusSeconds(1);

    private static final Duration RANKED_WITHIN = Duration.ofSeconds(1);

    /// A wish that nobody can meet costs a look at every node, and wishes come from anyone: half of
    /// the processors at most are lent to them.
    private final Semaphore ranking =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private final Fleet fleet;
    private final Sessions sessions;
    private final RoutePolicy policy;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;
    private final RandomGenerator random;
    private final RouteTally tally;
    private final BiConsumer<UUID, LogPosition> written;
    private final SessionDesk replacing;
    private final Unanswered unanswered;

    /// @param written told of each decision that stands in the log
    public RouteDesk(
            Fleet fleet,
            Sessions sessions,
            RoutePolicy policy,
            EventLog log,
            Envelopes envelopes,
            Clock clock,
            RandomGenerator random,
            RouteTally tally,
            BiConsumer<UUID, LogPosition> written) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.policy = policy;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
        this.random = random;
        this.tally = tally;
        this.written = written;
        this.replacing = new SessionDesk(sessions, log, envelopes, clock);
        this.unanswered = new Unanswered(clock);
    }

    /// A client's wish.
    ///
    /// @param from what is known of the client's NAT and place
    /// @param holder who may come back to the session
    /// @param lifeMax of the session
    /// @param key where the client wants a tunnel
    /// @param address that the request came from
    record Command(
            ClientId client,
            RouteRequirements wanted,
            RouteClient from,
            Optional<String> idempotencyKey,
            Holder holder,
            Duration lifeMax,
            Optional<WireGuardKey> key,
            InetAddress address,
            Origin origin) {}

    /// @throws io.boson.events.log.LogUnavailableException where the log does not take the request
    RouteOutcome open(Command command) {
        return tally.request(() -> find(command));
    }

    private RouteOutcome find(Command command) {
        Optional<LiveSession> own =
                command.wanted().targetNode().flatMap(node -> held(node, command));
        if (own.isPresent()) {
            return opened(own.get(), command);
        }
        Set<NodeId> refusedBy = new HashSet<>();
        SessionId last = sessionId(command, 1);
        for (int attempt = 1; attempt <= TRIES_MAX; attempt++) {
            SessionId id = sessionId(command, attempt);
            last = id;
            Optional<LiveSession> repeated = sessions.snapshot().find(id);
            if (repeated.isPresent()) {
                return opened(repeated.get(), command);
            }
            RouteRequest request =
                    new RouteRequest(
                            command.client(),
                            command.wanted(),
                            command.from(),
                            refusedBy,
                            random.nextLong());
            Optional<RouteChoice> ranked = unanswered.find(id).or(() -> rank(request));
            if (ranked.isEmpty()) {
                return new RouteOutcome.NoAnswer();
            }
            switch (ranked.get()) {
                case RouteChoice.NoCandidate nobody -> {
                    return none(command, nobody);
                }
                case RouteChoice.Chosen chosen -> {
                    NodeId node = chosen.decision().chosen();
                    // Its own session there, if it has one; another would be refused.
                    Optional<RouteOutcome> answered =
                            held(node, command)
                                    .map(live -> opened(live, command))
                                    .or(() -> answer(node, command, ask(id, command, chosen)));
                    if (answered.isPresent()) {
                        return answered.get();
                    }
                    refusedBy.add(node);
                }
            }
        }
        return new RouteOutcome.NoRoute(Map.of(RouteRefusal.FULL, refusedBy.size()), last.value());
    }

    /// Empty where others were at it for too long.
    private Optional<RouteChoice> rank(RouteRequest request) {
        try {
            if (!ranking.tryAcquire(RANKED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(
                    tally.ranking(
                            () ->
                                    RouteRanking.rank(
                                            request,
                                            fleet.snapshot(),
                                            sessions.snapshot(),
                                            policy)));
        } finally {
            ranking.release();
        }
    }

    /// A refusal is a decision too, and kept to be explained. An empty fleet needs no explanation.
    private RouteOutcome none(Command command, RouteChoice.NoCandidate nobody) {
        if (nobody.decision().known() == 0) {
            return new RouteOutcome.NoNodes();
        }
        UUID id = envelopes.uuid();
        SessionEvent refused =
                new SessionEvent.RouteRefused(id, command.client(), nobody.decision(), now());
        append(id, refused, command);
        return new RouteOutcome.NoRoute(nobody.refused(), id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// The session that the caller has there, if it will do: one with other keys than the client
    /// and the node now have is of no use to either, and ends.
    private Optional<LiveSession> held(NodeId node, Command command) {
        Optional<LiveSession> held = sessions.snapshot().held(node, command.holder());
        if (held.isEmpty() || fits(held.get(), command)) {
            return held;
        }
        replacing.end(held.get(), SessionEvent.CloseReason.BY_CLIENT, command.origin());
        return Optional.empty();
    }

    private boolean fits(LiveSession live, Command command) {
        Optional<PeerKeys> wanted = keys(fleet.find(live.nodeId()).present(), command);
        return wanted.isEmpty() || live.session().tunnel().map(Tunnel::keys).equals(wanted);
    }

    /// Empty for a client that wants no tunnel.
    private static Optional<PeerKeys> keys(Optional<Membership> node, Command command) {
        return command.key()
                .flatMap(
                        key ->
                                node.map(member -> member.profile().publicKey())
                                        .map(own -> new PeerKeys(key, own)));
    }

    /// Empty where this node refused and another may be asked. A client that asked twice at once
    /// is refused the second time, for a session that is visible by now.
    private Optional<RouteOutcome> answer(NodeId node, Command command, SessionOutcome outcome) {
        return switch (outcome) {
            case SessionOutcome.Opened(var session) -> Optional.of(opened(session, command));
            case SessionOutcome.NoAnswer() -> Optional.of(new RouteOutcome.NoAnswer());
            case SessionOutcome.NotOpened _ ->
                    held(node, command).map(live -> opened(live, command));
        };
    }

    /// Whoever repeats a command is handed its session's token again, so a repetition must come
    /// from the same principal, for the same client, from the same address: the same holder.
    private SessionId sessionId(Command command, int attempt) {
        String purpose =
                "route "
                        + attempt
                        + ' '
                        + command.holder()
                        + command.key().map(key -> " " + key).orElse("");
        return new SessionId(
                DerivedIds.of(
                        purpose, command.origin(), command.idempotencyKey(), envelopes::uuid));
    }

    /// A node that departed in the meantime takes its sessions along.
    private RouteOutcome opened(LiveSession session, Command command) {
        notePlace(session, command);
        return fleet.snapshot()
                .find(session.nodeId())
                .filter(node -> node.node().present().isPresent())
                .<RouteOutcome>map(node -> new RouteOutcome.Opened(session, node))
                .orElseGet(
                        () ->
                                new RouteOutcome.NoRoute(
                                        Map.of(RouteRefusal.OFFLINE, 1), session.id().value()));
    }

    /// Where a client with a tunnel asks from, its packets are likely to come from.
    private void notePlace(LiveSession session, Command command) {
        String address = command.address().getHostAddress();
        boolean known =
                session.places()
                        .flatMap(SessionPlaces::askedFrom)
                        .filter(address::equals)
                        .isPresent();
        if (session.session().tunnel().isPresent() && !known) {
            SessionPlace asked =
                    new SessionPlace.AskedFrom(session.id(), session.nodeId(), address, now());
            log.append(envelopes.of(asked, command.origin()));
        }
    }

    private SessionOutcome ask(SessionId id, Command command, RouteChoice.Chosen chosen) {
        SessionRequest request =
                new SessionRequest(
                        id,
                        chosen.decision().chosen(),
                        command.client(),
                        command.holder(),
                        chosen.decision(),
                        capacity(chosen.node()),
                        command.lifeMax().toSeconds(),
                        ANSWER_WITHIN.toMillis(),
                        keys(chosen.node().node().present(), command));
        SessionEvent asked = new SessionEvent.Requested(request, now());
        unanswered.asked(id, chosen);
        SessionOutcome outcome =
                tally.asked(
                        sessions.awaitOutcome(
                                id, ANSWER_AWAITED, () -> append(id.value(), asked, command)));
        if (!(outcome instanceof SessionOutcome.NoAnswer)) {
            unanswered.answered(id);
        }
        return outcome;
    }

    private void append(UUID id, SessionEvent decided, Command command) {
        written.accept(id, log.append(envelopes.of(decided, command.origin())));
    }

    private static NodeCapacity capacity(FleetNode node) {
        Optional<Membership> member = node.node().present();
        return new NodeCapacity(
                member.isPresent(),
                member.map(m -> m.profile().capabilities().maxConnections()).orElse(0),
                node.isDraining(),
                node.nodesOffset());
    }
}
