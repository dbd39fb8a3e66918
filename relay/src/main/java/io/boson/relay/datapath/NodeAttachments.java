package io.boson.relay.datapath;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.SessionTraffic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Nodes on UDP as [RelayListener] knows attachments: one begins with the first session whose flow
/// has proven its node to be there, and ends with the last. While the node has a WebSocket here,
/// that is what it is attached by: a node has one attachment, of which the latest is believed. The
/// switch's thread alone.
final class NodeAttachments {

    private static final Logger LOG = LoggerFactory.getLogger(NodeAttachments.class);

    private static final class Presence {
        /// Sessions whose node is on UDP, each with what it had carried when that began.
        private final Map<Carried, Traffic> sessions = new HashMap<>();

        /// What those carried, seen from the node, that are no longer among them.
        private Traffic left = Traffic.NONE;

        /// While it is attached by UDP.
        private @Nullable ConnectionId connection;
    }

    private final RelayListener listener;
    private final Supplier<UUID> ids;
    private final Function<SessionId, Optional<SessionTraffic>> traffic;
    private final Map<NodeId, Presence> present = new HashMap<>();
    private final Set<NodeId> onWebSocket = new HashSet<>();

    NodeAttachments(
            RelayListener listener,
            Supplier<UUID> ids,
            Function<SessionId, Optional<SessionTraffic>> traffic) {
        this.listener = listener;
        this.ids = ids;
        this.traffic = traffic;
    }

    /// The node's end of the session is known to be on UDP, or no longer.
    void settle(Carried session) {
        if (session.nodeAt instanceof Endpoint.Udp) {
            Presence presence = present.computeIfAbsent(session.node(), _ -> new Presence());
            presence.sessions.computeIfAbsent(session, this::carried);
            attach(session.node(), presence);
        } else {
            end(session, DetachReason.REPLACED);
        }
    }

    void end(Carried session, DetachReason reason) {
        end(session, reason, carried(session));
    }

    /// @param total of the whole session
    void end(Carried session, DetachReason reason, Traffic total) {
        Presence presence = present.get(session.node());
        Traffic before = presence == null ? null : presence.sessions.remove(session);
        if (presence == null || before == null) {
            return;
        }
        presence.left = presence.left.plus(total.minus(before).mirrored());
        if (presence.sessions.isEmpty()) {
            present.remove(session.node());
            detach(session.node(), presence, reason);
        }
    }

    /// The log was told of its WebSocket, which replaces whatever it had.
    void opened(NodeId node) {
        onWebSocket.add(node);
        Presence presence = present.get(node);
        if (presence != null) {
            detach(node, presence, DetachReason.REPLACED);
        }
    }

    /// The log was told that its WebSocket is gone; where it is on UDP too, that counts from now.
    void closed(NodeId node) {
        onWebSocket.remove(node);
        Presence presence = present.get(node);
        if (presence != null) {
            attach(node, presence);
        }
    }

    private void attach(NodeId node, Presence presence) {
        if (presence.connection == null && !onWebSocket.contains(node)) {
            ConnectionId connection = new ConnectionId(ids.get());
            presence.connection = connection;
            presence.left = Traffic.NONE;
            presence.sessions.replaceAll((session, _) -> carried(session));
            told(() -> listener.nodeAttached(node, connection));
        }
    }

    private void detach(NodeId node, Presence presence, DetachReason reason) {
        ConnectionId connection = presence.connection;
        if (connection != null) {
            presence.connection = null;
            Traffic total = presence.left;
            for (Map.Entry<Carried, Traffic> each : presence.sessions.entrySet()) {
                Traffic since = carried(each.getKey()).minus(each.getValue());
                total = total.plus(since.mirrored());
            }
            Traffic all = total;
            told(() -> listener.nodeDetached(node, connection, reason, all));
        }
    }

    private Traffic carried(Carried session) {
        return traffic.apply(session.id()).map(SessionTraffic::client).orElse(Traffic.NONE);
    }

    /// A listener's bug must not cost packets.
    private static void told(Runnable notification) {
        try {
            notification.run();
        } catch (RuntimeException bug) {
            LOG.error("relay listener failed", bug);
        }
    }
}
