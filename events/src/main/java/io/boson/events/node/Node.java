package io.boson.events.node;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A node as topic `nodes` alone tells it; what heartbeats add is joined by whoever reads.
///
/// ```
///             Registered              Drained
///   Unknown ------------> Active <------------> Draining
///                           |        Resumed       |
///                           +-------+   +----------+
///              Deregistered, Removed v   v
///                                 Departed  -- Registered, Revived --> Active
/// ```
public sealed interface Node {

    record Unknown() implements Node {}

    record Active(Membership membership) implements Node {}

    /// @param until its sessions may go on
    record Draining(Membership membership, Instant until) implements Node {}

    /// Gone, and remembered so that its old tokens are answered with a reason.
    ///
    /// @param last as it was when silence took it away, so that it can be taken up where it was
    ///     left; empty of any other departure
    record Departed(
            NodeId id, Departure why, Instant registeredAt, Instant at, Optional<Membership> last)
            implements Node {

        Departed(NodeId id, Departure why, Instant registeredAt, Instant at) {
            this(id, why, registeredAt, at, Optional.empty());
        }

        /// Silence is nobody's verdict on the owner: its token still speaks for it, until the owner
        /// or an operator takes the node away for good.
        public boolean mayReturn() {
            return why == Departure.REMOVED_FOR_SILENCE;
        }
    }

    enum Departure {
        DEREGISTERED,
        REMOVED_BY_OPERATOR,
        REMOVED_FOR_SILENCE
    }

    static Node unknown() {
        return new Unknown();
    }

    /// Present where the node is registered, active or draining.
    default Optional<Membership> present() {
        return switch (this) {
            case Active(Membership membership) -> Optional.of(membership);
            case Draining(Membership membership, _) -> Optional.of(membership);
            case Unknown(), Departed _ -> Optional.empty();
        };
    }

    /// The fold. Total: an event that no longer applies leaves an equal state.
    default Node evolve(NodeEvent event) {
        return switch (event) {
            case NodeEvent.Registered registered ->
                    present().isPresent() ? this : new Active(Membership.begin(registered));
            case NodeEvent.Reregistered(_, var profile, var registration, var since, var at) ->
                    within(since, changed(m -> m.renewed(profile, registration, at)));
            case NodeEvent.KeyRotated(_, var profile, var registration, _, var since, var at) ->
                    within(since, changed(m -> m.renewed(profile, registration, at)));
            case NodeEvent.Drained(_, var until, var since, _) -> within(since, draining(until));
            case NodeEvent.Resumed(_, var since, _) ->
                    within(since, this instanceof Draining(var m, _) ? new Active(m) : this);
            case NodeEvent.WentSilent(_, long judged, var at) ->
                    changed(m -> m.isSilent(judged) ? m : m.with(silent(judged, at)));
            case NodeEvent.CameBack _ -> changed(m -> m.with(Membership.HEARD));
            case NodeEvent.Degraded _ -> changed(m -> m.withDegraded(true));
            case NodeEvent.Recovered _ -> changed(m -> m.withDegraded(false));
            case NodeEvent.Deregistered(_, var since, var at) ->
                    within(since, takenAway(Departure.DEREGISTERED, at));
            case NodeEvent.Removed(_, var reason, var since, var at) ->
                    within(since, removed(reason, at));
            case NodeEvent.Revived(_, var since, var at) -> within(since, revived(at));
        };
    }

    private static Membership.Silence silent(long judgedHeartbeat, Instant since) {
        return new Membership.Silence.Silent(judgedHeartbeat, since);
    }

    /// The next state, unless it follows from an event of another lifetime.
    private Node within(Instant lifetime, Node next) {
        boolean same =
                switch (this) {
                    case Unknown() -> false;
                    case Active(var m) -> m.registeredAt().equals(lifetime);
                    case Draining(var m, _) -> m.registeredAt().equals(lifetime);
                    case Departed gone -> gone.registeredAt().equals(lifetime);
                };
        return same ? next : this;
    }

    /// Of two deadlines the sooner holds.
    private Node draining(Instant until) {
        return switch (this) {
            case Active(Membership membership) -> new Draining(membership, until);
            case Draining(Membership membership, Instant before) ->
                    until.isBefore(before) ? new Draining(membership, until) : this;
            case Unknown(), Departed _ -> this;
        };
    }

    private Node changed(UnaryOperator<Membership> change) {
        return switch (this) {
            case Active(Membership membership) -> new Active(change.apply(membership));
            case Draining(Membership membership, var until) ->
                    new Draining(change.apply(membership), until);
            case Unknown(), Departed _ -> this;
        };
    }

    private Node removed(NodeEvent.RemovalReason reason, Instant at) {
        return switch (reason) {
            case OPERATOR -> takenAway(Departure.REMOVED_BY_OPERATOR, at);
            case SILENCE -> removedForSilence(at);
        };
    }

    private Node takenAway(Departure why, Instant at) {
        return switch (this) {
            case Active(Membership membership) -> departed(membership, why, at);
            case Draining(Membership membership, _) -> departed(membership, why, at);
            case Departed gone when gone.mayReturn() ->
                    new Departed(gone.id(), why, gone.registeredAt(), at);
            case Unknown(), Departed _ -> this;
        };
    }

    /// Whoever registered after the silence was noted is heard again, and stays.
    private Node removedForSilence(Instant at) {
        return present()
                .filter(m -> m.silence() instanceof Membership.Silence.Silent)
                .<Node>map(
                        m ->
                                new Departed(
                                        m.id(),
                                        Departure.REMOVED_FOR_SILENCE,
                                        m.registeredAt(),
                                        at,
                                        Optional.of(m)))
                .orElse(this);
    }

    private Node revived(Instant at) {
        return this instanceof Departed gone
                ? gone.last().<Node>map(m -> new Active(m.revived(at))).orElse(this)
                : this;
    }

    private static Node departed(Membership membership, Departure why, Instant at) {
        return new Departed(membership.id(), why, membership.registeredAt(), at);
    }
}
