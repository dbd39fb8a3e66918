package io.boson.relay.forward;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.DetachReason;
import io.boson.relay.EndReason;
import io.boson.relay.RefusalReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves packets between the two ends of a session, and keeps [RelayListener] informed.
///
/// 1. A connection takes a [Ticket] and asks for admission.
/// 2. Admitted, it attaches with that ticket; whoever held the end before is closed.
/// 3. Its packets go [#toNode] or [#toClient]: delivered, or a [DropReason]; never back to their
///    sender, never waiting.
/// 4. At its end it detaches, once; the end of a replaced connection moves nothing.
///
/// Safe for several threads. A connection calls attach and detach in that order.
public final class Switchboard<P> {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

    /// The moment an admission began: an end that comes later wins over what it grants.
    public static final class Ticket {
        private final ForwardingTable.Moment moment;

        private Ticket(ForwardingTable.Moment moment) {
            this.moment = moment;
        }
    }

    private final ForwardingTable<P> table = new ForwardingTable<>();
    private final RelayListener listener;
    private final Crossing<P> crossing;

    public Switchboard(RelayListener listener) {
        this(listener, Crossing.none());
    }

    /// @param crossing where packets go whose receiver has no socket
    public Switchboard(RelayListener listener, Crossing<P> crossing) {
        this.listener = listener;
        this.crossing = crossing;
    }

    public Ticket ticket() {
        return new Ticket(table.moment());
    }

    /// What the connection now is: what was granted, or refused because it ended meanwhile.
    public Admission attach(Granted end, Endpoint<P> endpoint, Ticket ticket) {
        ForwardingTable.Outcome<P> outcome =
                switch (end) {
                    case ClientEnd client -> table.attachClient(client, endpoint, ticket.moment);
                    case NodeEnd(var node) -> table.attachNode(node, endpoint, ticket.moment);
                };
        return switch (outcome) {
            case ForwardingTable.Outcome.First<P>() -> {
                told(() -> attached(end, endpoint));
                crossing.attached(end, endpoint);
                yield end;
            }
            case ForwardingTable.Outcome.Replaced<P>(var old) -> {
                told(() -> attached(end, endpoint));
                crossing.attached(end, endpoint);
                old.close(DetachReason.REPLACED);
                yield end;
            }
            case ForwardingTable.Outcome.Ended<P>() ->
                    new Admission.Refused(RefusalReason.INVALID_SESSION);
            case ForwardingTable.Outcome.Forgotten<P>() ->
                    new Admission.Refused(RefusalReason.TRY_AGAIN_LATER);
        };
    }

    public void detach(Granted end, Endpoint<P> endpoint, DetachReason reason, Traffic total) {
        switch (end) {
            case ClientEnd(var session, var node, _) -> {
                table.detachClient(session, endpoint);
                var id = endpoint.connection();
                told(
                        () ->
                                listener.clientDetached(
                                        session, node, id, reason, total, Duration.ZERO));
            }
            case NodeEnd(var node) -> {
                table.detachNode(node, endpoint);
                told(() -> listener.nodeDetached(node, endpoint.connection(), reason, total));
            }
        }
        // Told last, so that what it says of the end comes after that it lost this socket.
        crossing.detached(end, endpoint);
    }

    /// What the client's connection has carried since this was last said.
    public void used(ClientEnd end, Endpoint<P> endpoint, InetSocketAddress remote, Traffic since) {
        told(
                () ->
                        listener.clientUsed(
                                end.session(), end.node(), endpoint.connection(), remote, since));
    }

    /// Empty where the packet was handed over; otherwise it is still the caller's.
    public Optional<DropReason> toNode(ClientEnd from, P packet) {
        Optional<Endpoint<P>> node = table.node(from.node());
        if (node.isEmpty()) {
            return crossing.offer(from, from.session(), packet)
                    ? Optional.empty()
                    : Optional.of(DropReason.PEER_ABSENT);
        }
        if (!crossing.claims(from, from.session(), packet)) {
            node.get().deliver(from.session(), packet);
        }
        return Optional.empty();
    }

    /// Empty where the packet was handed over; otherwise it is still the caller's.
    public Optional<DropReason> toClient(NodeEnd from, SessionId session, P packet) {
        return switch (table.client(from.node(), session)) {
            case ForwardingTable.Target.To<P>(_, var endpoint) ->
                    deliver(from, session, endpoint, packet);
            case ForwardingTable.Target.Nowhere<P>(var why) ->
                    why != DropReason.FOREIGN_SESSION && crossing.offer(from, session, packet)
                            ? Optional.empty()
                            : Optional.of(why);
        };
    }

    /// For a packet that names no session: it can only be meant for a node's only client.
    public Optional<DropReason> toOnlyClient(NodeEnd from, P packet) {
        return switch (table.onlyClient(from.node())) {
            case ForwardingTable.Target.To<P>(var session, var endpoint) ->
                    deliver(from, session, endpoint, packet);
            case ForwardingTable.Target.Nowhere<P>(var why) ->
                    why == DropReason.PEER_ABSENT && crossing.offer(from, packet)
                            ? Optional.empty()
                            : Optional.of(why);
        };
    }

    /// A node turns one of its clients away; that client may come back while its session lives.
    public Optional<DropReason> disconnectClient(NodeEnd from, SessionId session) {
        return switch (table.client(from.node(), session)) {
            case ForwardingTable.Target.To<P>(_, var endpoint) -> {
                endpoint.close(DetachReason.DISCONNECTED);
                yield Optional.empty();
            }
            case ForwardingTable.Target.Nowhere<P>(var why) -> Optional.of(why);
        };
    }

    /// Closes the client's socket and tells the node. Wins over an admission that is under way.
    public void endSession(SessionId session, EndReason reason) {
        ForwardingTable.Concerned<P> concerned = table.endSession(session);
        concerned.client().ifPresent(client -> client.close(reason.detach()));
        concerned.node().ifPresent(node -> node.tellEnded(session));
    }

    /// Closes the node's socket; its clients' sockets stay until their sessions end.
    public void endNode(NodeId node) {
        table.endNode(node).ifPresent(socket -> socket.close(DetachReason.NODE_REMOVED));
    }

    /// Tells the node and its clients, also those that attach later, that it is being emptied;
    /// until [#resumeNode] or [#endNode]. Called again it tells the new time.
    public void drainNode(NodeId node, Instant until) {
        table.drain(node, until).forEach((end, endpoint) -> endpoint.tellDraining(end, until));
    }

    public void resumeNode(NodeId node) {
        table.resume(node);
    }

    private Optional<DropReason> deliver(
            NodeEnd from, SessionId session, Endpoint<P> endpoint, P packet) {
        if (!crossing.claims(from, session, packet)) {
            endpoint.deliver(session, packet);
        }
        return Optional.empty();
    }

    private void attached(Granted end, Endpoint<P> endpoint) {
        switch (end) {
            case ClientEnd(var session, var node, _) ->
                    listener.clientAttached(session, node, endpoint.connection());
            case NodeEnd(var node) -> listener.nodeAttached(node, endpoint.connection());
        }
    }

    /// A listener's bug must not leave an end half attached.
    private static void told(Runnable notification) {
        try {
            notification.run();
        } catch (RuntimeException bug) {
            LOG.error("relay listener failed", bug);
        }
    }
}
