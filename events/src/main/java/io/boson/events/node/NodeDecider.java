package io.boson.events.node;

import static io.boson.events.node.NodeRejection.NODE_ID_TAKEN;
import static io.boson.events.node.NodeRejection.REGISTER_AGAIN;
import static io.boson.events.node.NodeRejection.UNKNOWN_NODE;

import io.boson.events.Decision;
import io.boson.events.node.NodeEvent.RemovalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// Every rule about what may happen to a node.
public final class NodeDecider {

    private NodeDecider() {}

    public static Decision<NodeEvent> decide(Node node, NodeCommand command, Instant now) {
        return switch (command) {
            case NodeCommand.Register c -> register(node, c, now);
            case NodeCommand.Drain(NodeId id, Duration grace) ->
                    drain(node, id, now.plus(grace), now);
            case NodeCommand.Resume(NodeId id) -> resume(node, id, now);
            case NodeCommand.Revive(NodeId id, Instant since) -> revive(node, id, since, now);
            case NodeCommand.Deregister(NodeId id) ->
                    depart(node, since -> new NodeEvent.Deregistered(id, since, now));
            case NodeCommand.Remove(NodeId id) ->
                    depart(
                            node,
                            since -> new NodeEvent.Removed(id, RemovalReason.OPERATOR, since, now));
            case NodeCommand.NoteSilence(NodeId id, long judged) ->
                    whilePresent(node, m -> silence(m, id, judged, now));
            case NodeCommand.NoteReturn(NodeId id) -> whilePresent(node, m -> cameBack(m, id, now));
            case NodeCommand.NoteDegraded(NodeId id) ->
                    whilePresent(node, m -> degraded(m, id, now));
            case NodeCommand.NoteRecovered(NodeId id) ->
                    whilePresent(node, m -> recovered(m, id, now));
            case NodeCommand.RemoveSilent(NodeId id, long judged) ->
                    whilePresent(node, m -> removeSilent(m, id, judged, now));
        };
    }

    private static Decision<NodeEvent> register(
            Node node, NodeCommand.Register command, Instant now) {
        return switch (node) {
            case Node.Unknown() -> begin(command, now);
            case Node.Departed departed -> registerDeparted(departed, command, now);
            case Node.Active(Membership membership) -> registerAgain(membership, command, now);
            case Node.Draining(Membership membership, _) -> registerAgain(membership, command, now);
        };
    }

    /// The proof for an unknown node can only be an enrolment: a token of a node that the log does
    /// not know is a forgery or a leftover of another deployment.
    private static Decision<NodeEvent> begin(NodeCommand.Register command, Instant now) {
        return switch (command.proof()) {
            case RegistrationProof.Enrolled() -> registered(command, now);
            case RegistrationProof.OwnToken _ -> Decision.reject(REGISTER_AGAIN);
        };
    }

    /// A node that its owner or an operator took away needs an enrolment again.
    private static Decision<NodeEvent> registerDeparted(
            Node.Departed departed, NodeCommand.Register command, Instant now) {
        return switch (command.proof()) {
            case RegistrationProof.Enrolled() -> registered(command, now);
            case RegistrationProof.OwnToken(Instant registeredAt) ->
                    departed.mayReturn() && registeredAt.equals(departed.registeredAt())
                            ? registered(command, now)
                            : Decision.reject(REGISTER_AGAIN);
        };
    }

    private static Decision<NodeEvent> registerAgain(
            Membership membership, NodeCommand.Register command, Instant now) {
        if (command.registration().equals(membership.registration())) {
            return Decision.nothing(); // the same command repeated
        }
        return switch (command.proof()) {
            case RegistrationProof.Enrolled() -> Decision.reject(NODE_ID_TAKEN);
            case RegistrationProof.OwnToken(Instant registeredAt) ->
                    registeredAt.equals(membership.registeredAt())
                            ? Decision.accept(renewal(membership, command, now))
                            : Decision.reject(NODE_ID_TAKEN);
        };
    }

    private static Decision<NodeEvent> registered(NodeCommand.Register command, Instant now) {
        return Decision.accept(
                new NodeEvent.Registered(
                        command.id(), command.profile(), command.registration(), now));
    }

    private static NodeEvent renewal(
            Membership membership, NodeCommand.Register command, Instant now) {
        WireGuardKey oldKey = membership.profile().publicKey();
        return oldKey.equals(command.profile().publicKey())
                ? new NodeEvent.Reregistered(
                        command.id(),
                        command.profile(),
                        command.registration(),
                        membership.registeredAt(),
                        now)
                : new NodeEvent.KeyRotated(
                        command.id(),
                        command.profile(),
                        command.registration(),
                        oldKey,
                        membership.registeredAt(),
                        now);
    }

    /// Whoever asks twice gains nothing, but may be in more of a hurry.
    private static Decision<NodeEvent> drain(Node node, NodeId id, Instant until, Instant now) {
        return switch (node) {
            case Node.Unknown() -> Decision.reject(UNKNOWN_NODE);
            case Node.Departed _ -> Decision.reject(REGISTER_AGAIN);
            case Node.Draining(_, Instant before) when !until.isBefore(before) ->
                    Decision.nothing();
            case Node.Draining(Membership m, _) ->
                    Decision.accept(new NodeEvent.Drained(id, until, m.registeredAt(), now));
            case Node.Active(Membership m) ->
                    Decision.accept(new NodeEvent.Drained(id, until, m.registeredAt(), now));
        };
    }

    private static Decision<NodeEvent> resume(Node node, NodeId id, Instant now) {
        return switch (node) {
            case Node.Unknown() -> Decision.reject(UNKNOWN_NODE);
            case Node.Departed _ -> Decision.reject(REGISTER_AGAIN);
            case Node.Active _ -> Decision.nothing(); // asked twice: already true
            case Node.Draining(Membership m, _) ->
                    Decision.accept(new NodeEvent.Resumed(id, m.registeredAt(), now));
        };
    }

    /// Only a lifetime that silence ended goes on, and only for who was part of it.
    private static Decision<NodeEvent> revive(Node node, NodeId id, Instant since, Instant now) {
        return switch (node) {
            case Node.Unknown() -> Decision.reject(UNKNOWN_NODE);
            case Node.Active(Membership m) -> goesOn(m, since);
            case Node.Draining(Membership m, _) -> goesOn(m, since);
            case Node.Departed gone
                    when gone.registeredAt().equals(since) && gone.last().isPresent() ->
                    Decision.accept(new NodeEvent.Revived(id, since, now));
            case Node.Departed _ -> Decision.reject(REGISTER_AGAIN);
        };
    }

    private static Decision<NodeEvent> goesOn(Membership membership, Instant since) {
        return membership.registeredAt().equals(since)
                ? Decision.nothing() // it was never gone, or is back already
                : Decision.reject(REGISTER_AGAIN);
    }

    /// @param departure makes the event, given the lifetime it ends
    private static Decision<NodeEvent> depart(Node node, Function<Instant, NodeEvent> departure) {
        return switch (node) {
            case Node.Unknown() -> Decision.reject(UNKNOWN_NODE);
            case Node.Departed gone when !gone.mayReturn() -> Decision.nothing(); // already true
            case Node.Departed gone -> Decision.accept(departure.apply(gone.registeredAt()));
            case Node.Active(Membership m) -> Decision.accept(departure.apply(m.registeredAt()));
            case Node.Draining(Membership m, _) ->
                    Decision.accept(departure.apply(m.registeredAt()));
        };
    }

    /// What the silence watch notes of a node that is not there is no longer news.
    private static Decision<NodeEvent> whilePresent(
            Node node, Function<Membership, Decision<NodeEvent>> rule) {
        return node.present().map(rule).orElseGet(Decision::nothing);
    }

    private static Decision<NodeEvent> silence(
            Membership membership, NodeId id, long judged, Instant now) {
        return membership.isSilent(judged)
                ? Decision.nothing()
                : Decision.accept(new NodeEvent.WentSilent(id, judged, now));
    }

    private static Decision<NodeEvent> cameBack(Membership membership, NodeId id, Instant now) {
        return switch (membership.silence()) {
            case Membership.Silence.Heard() -> Decision.nothing();
            case Membership.Silence.Silent _ -> Decision.accept(new NodeEvent.CameBack(id, now));
        };
    }

    private static Decision<NodeEvent> degraded(Membership membership, NodeId id, Instant now) {
        return membership.degraded()
                ? Decision.nothing()
                : Decision.accept(new NodeEvent.Degraded(id, now));
    }

    private static Decision<NodeEvent> recovered(Membership membership, NodeId id, Instant now) {
        return membership.degraded()
                ? Decision.accept(new NodeEvent.Recovered(id, now))
                : Decision.nothing();
    }

    /// Only a node already noted silent is removed for it: two steps, so that everybody could see
    /// it coming.
    private static Decision<NodeEvent> removeSilent(
            Membership membership, NodeId id, long judged, Instant now) {
        return membership.isSilent(judged)
                ? Decision.accept(
                        new NodeEvent.Removed(
                                id, RemovalReason.SILENCE, membership.registeredAt(), now))
                : Decision.nothing();
    }
}
