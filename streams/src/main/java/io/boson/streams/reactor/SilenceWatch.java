package io.boson.streams.reactor;

import io.boson.events.Decision;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeDecider;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.telemetry.Heartbeat;
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
///
/// Degraded is what a node's heartbeats say, in their order. Metric samples are not judged: they
/// may come a day late and hundreds at once, and have no common order with heartbeats, so the fact
/// would hang on what was read first. What they say meets the heartbeats' word where load is read,
/// in ranking.
final class SilenceWatch {

    /// A heartbeat read this late means a backlog: what has not been read yet may be news of
    /// anybody.
    private static final Duration BACKLOG = Duration.ofSeconds(15);

    private static final Duration TELL_AGAIN_AFTER = Duration.ofSeconds(10);

    private final NodeFold nodes;
    private final Emitter emitter;
    private final Map<NodeId, Watched> watched = new HashMap<>();

    private Instant servingSince = Instant.MIN;
    private long lastHeartbeat;

    /// @param lastHeartbeat offset of the last heartbeat that earlier owners read: who is silent
    ///     from the first moment on was heard no later than that, and every reader knows those
    SilenceWatch(NodeFold nodes, Emitter emitter, long lastHeartbeat) {
        this.nodes = nodes;
        this.emitter = emitter;
        this.lastHeartbeat = lastHeartbeat;
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

    void heard(Heartbeat heartbeat, long offset, Instant receivedAt, Instant now) {
        lastHeartbeat = Math.max(lastHeartbeat, offset);
        if (receivedAt.plus(BACKLOG).isBefore(now)) {
            servingSince = now;
        }
        Watched known = watched.get(heartbeat.nodeId());
        if (known == null) {
            return; // not registered, as far as `nodes` is folded here
        }
        NodeStatus before = known.member().degraded() ? NodeStatus.DEGRADED : known.status();
        watched.put(
                heartbeat.nodeId(), known.heard(offset, receivedAt, heartbeat.statusAfter(before)));
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
        // As every reader sees it: by offsets. A heartbeat that the note did not judge ends it.
        boolean silent = member.isSilent(known.heard());
        if (silent && quiet.compareTo(member.profile().removedAfter()) >= 0) {
            return Optional.of(new NodeCommand.RemoveSilent(id, known.heard()));
        }
        if (quiet.compareTo(member.profile().silentAfter()) >= 0) {
            return silent
                    ? Optional.empty()
                    : Optional.of(new NodeCommand.NoteSilence(id, lastHeartbeat));
        }
        if (!silent && member.silence() instanceof Membership.Silence.Silent) {
            return Optional.of(new NodeCommand.NoteReturn(id));
        }
        return known.heardSinceRegistration() ? healthCommand(id, known) : Optional.empty();
    }

    /// A node that calls itself offline is neither: it has not recovered.
    private static Optional<NodeCommand> healthCommand(NodeId id, Watched known) {
        boolean noted = known.member().degraded();
        return switch (known.status()) {
            case DEGRADED ->
                    noted ? Optional.empty() : Optional.of(new NodeCommand.NoteDegraded(id));
            case ONLINE ->
                    noted ? Optional.of(new NodeCommand.NoteRecovered(id)) : Optional.empty();
            case OFFLINE -> Optional.empty();
        };
    }

    private void emit(NodeEvent event) {
        emitter.emit(
                event,
                event.getClass().getSimpleName() + " " + event.key() + " " + event.at(),
                Optional.empty(),
                Optional.empty());
    }

    /// @param heard offset of the last heartbeat that this owner read, or [NodeEvent#NO_HEARTBEAT]
    /// @param heardAt when the log received it
    /// @param toldAt when a fact about the node was last written here
    private record Watched(
            Optional<Membership> registered,
            long heard,
            Instant heardAt,
            NodeStatus status,
            Instant toldAt) {

        static final Watched NEW =
                new Watched(
                        Optional.empty(),
                        NodeEvent.NO_HEARTBEAT,
                        Instant.MIN,
                        NodeStatus.ONLINE,
                        Instant.MIN);

        Membership member() {
            return registered.orElseThrow();
        }

        Watched with(Membership member) {
            return new Watched(Optional.of(member), heard, heardAt, status, Instant.MIN);
        }

        Watched heard(long offset, Instant at, NodeStatus newStatus) {
            return new Watched(registered, offset, at, newStatus, toldAt);
        }

        Watched told(Instant now) {
            return new Watched(registered, heard, heardAt, status, now);
        }

        boolean heardSinceRegistration() {
            return !heardAt.isBefore(member().confirmedAt());
        }

        Instant lastSeen(Instant servingSince) {
            Instant seen =
                    heardAt.isAfter(member().confirmedAt()) ? heardAt : member().confirmedAt();
            return seen.isAfter(servingSince) ? seen : servingSince;
        }
    }
}
