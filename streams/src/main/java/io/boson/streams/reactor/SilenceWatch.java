package io.boson.streams.reactor;

import io.boson.events.Decision;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeDecider;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.telemetry.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Turns missing heartbeats into facts: silent, back, degraded, recovered, removed.
///
/// Heartbeats are soft state: only the last moment of each node is held, in memory. A new owner
/// starts everybody's silence anew from the moment it serves, so a restart or a backlog of
/// heartbeats never makes a living node look dead.
final class SilenceWatch {

    /// A heartbeat read this late means a backlog: what has not been read yet may be news of
    /// anybody.
    private static final Duration BACKLOG = Duration.ofSeconds(15);

    private static final Duration TELL_AGAIN_AFTER = Duration.ofSeconds(10);

    private final NodeFold nodes;
    private final Emitter emitter;
    private final Map<NodeId, Watched> watched = new HashMap<>();

    private Instant servingSince = Instant.MIN;
    private long lastHeartbeat = NodeEvent.NO_HEARTBEAT;

    SilenceWatch(NodeFold nodes, Emitter emitter) {
        this.nodes = nodes;
        this.emitter = emitter;
        nodes.all().forEach(this::watch);
    }

    /// From now on silence counts.
    void serve(Instant now) {
        servingSince = now;
    }

    void folded(NodeId id, Node node) {
        if (node.present().isEmpty()) {
            watched.remove(id);
        } else {
            watch(node);
        }
    }

    private void watch(Node node) {
        node.present()
                .ifPresent(
                        member -> {
                            Watched known = watched.getOrDefault(member.id(), Watched.NEW);
                            watched.put(member.id(), known.with(member));
                        });
    }

    void heard(NodeId id, NodeStatus status, long offset, Instant receivedAt, Instant now) {
        lastHeartbeat = Math.max(lastHeartbeat, offset);
        if (receivedAt.plus(BACKLOG).isBefore(now)) {
            servingSince = now;
        }
        Watched known = watched.get(id);
        if (known == null) {
            return; // not registered, as far as `nodes` is folded here
        }
        watched.put(id, known.heard(receivedAt, status));
    }

    /// Judges every node once.
    void sweep(Instant now) {
        for (Map.Entry<NodeId, Watched> entry : watched.entrySet()) {
            Watched known = entry.getValue();
            if (known.toldAt().plus(TELL_AGAIN_AFTER).isAfter(now)) {
                continue;
            }
            Optional<NodeEvent> news = judge(entry.getKey(), known, now);
            if (news.isPresent()) {
                entry.setValue(known.told(now));
                emit(news.get());
            }
        }
    }

    private Optional<NodeEvent> judge(NodeId id, Watched known, Instant now) {
        return commandFor(id, known, now)
                .flatMap(
                        command ->
                                switch (NodeDecider.decide(nodes.find(id), command, now)) {
                                    case Decision.Accepted(var events) ->
                                            events.stream().findFirst();
                                    case Decision.Rejected(_) -> Optional.empty();
                                });
    }

    private Optional<NodeCommand> commandFor(NodeId id, Watched known, Instant now) {
        Membership member = known.member();
        Duration quiet = Duration.between(known.lastSeen(servingSince), now);
        boolean noted = member.silence() instanceof Membership.Silence.Silent;
        if (quiet.compareTo(member.profile().removedAfter()) >= 0 && noted) {
            return Optional.of(new NodeCommand.RemoveSilent(id, judgedBy(member)));
        }
        if (quiet.compareTo(member.profile().silentAfter()) >= 0) {
            return noted
                    ? Optional.empty()
                    : Optional.of(new NodeCommand.NoteSilence(id, lastHeartbeat));
        }
        if (noted && known.heardSince(member)) {
            return Optional.of(new NodeCommand.NoteReturn(id));
        }
        boolean degraded = known.status() == NodeStatus.DEGRADED;
        if (degraded == member.degraded() || !known.heardSinceRegistration()) {
            return Optional.empty();
        }
        return Optional.of(
                degraded ? new NodeCommand.NoteDegraded(id) : new NodeCommand.NoteRecovered(id));
    }

    private static long judgedBy(Membership member) {
        return switch (member.silence()) {
            case Membership.Silence.Silent(long judged, _) -> judged;
            case Membership.Silence.Heard() -> NodeEvent.NO_HEARTBEAT;
        };
    }

    private void emit(NodeEvent event) {
        emitter.emit(
                event,
                event.getClass().getSimpleName() + " " + event.key() + " " + event.at(),
                Optional.empty(),
                Optional.empty());
    }

    /// @param heardAt the last heartbeat, [Instant#MIN] where none was heard by this owner
    /// @param toldAt when a fact about the node was last written here
    private record Watched(
            Optional<Membership> registered, Instant heardAt, NodeStatus status, Instant toldAt) {

        static final Watched NEW =
                new Watched(Optional.empty(), Instant.MIN, NodeStatus.ONLINE, Instant.MIN);

        Membership member() {
            return registered.orElseThrow();
        }

        Watched with(Membership member) {
            return new Watched(Optional.of(member), heardAt, status, Instant.MIN);
        }

        Watched heard(Instant at, NodeStatus newStatus) {
            return new Watched(registered, at, newStatus, toldAt);
        }

        Watched told(Instant now) {
            return new Watched(registered, heardAt, status, now);
        }

        boolean heardSinceRegistration() {
            return heardAt.isAfter(member().confirmedAt());
        }

        boolean heardSince(Membership member) {
            return member.silence() instanceof Membership.Silence.Silent(_, Instant since)
                    && heardAt.isAfter(since);
        }

        Instant lastSeen(Instant servingSince) {
            Instant seen =
                    heardAt.isAfter(member().confirmedAt()) ? heardAt : member().confirmedAt();
            return seen.isAfter(servingSince) ? seen : servingSince;
        }
    }
}
