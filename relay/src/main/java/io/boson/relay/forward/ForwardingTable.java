package io.boson.relay.forward;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/// Which endpoint is which end. Look-ups take no lock and may run beside a change; changes exclude
/// each other, so an end and an attachment of the same session have an order.
final class ForwardingTable<P> {

    /// Sessions whose client left, remembered to tell "absent" from "unknown".
    private static final int ABSENT_MAX = 8192;

    /// Nodes being emptied at once; of more, those that began first are no longer told newcomers.
    private static final int DRAINING_MAX = 16_384;

    /// Ends that come while at most so many others do are never lost by an admission.
    private static final int ENDS_MAX = 16_384;

    /// A point in the order of changes.
    record Moment(long sessions, long nodes) {}

    private record Client<P>(ClientEnd end, Endpoint<P> endpoint) {

        NodeId node() {
            return end.node();
        }
    }

    /// @param sessions of one node, at least one
    /// @param any of them, at hand because a node's only client is looked up for every train
    /// @param alone whether there is no other
    private record Attached(PSet<SessionId> sessions, SessionId any, boolean alone) {

        static Attached of(PSet<SessionId> sessions) {
            return new Attached(sessions, sessions.iterator().next(), sessions.size() == 1);
        }

        Attached plus(Attached more) {
            return of(sessions.plusAll(more.sessions));
        }
    }

    /// Where one packet goes.
    sealed interface Target<P> {

        record To<P>(SessionId session, Endpoint<P> endpoint) implements Target<P> {}

        record Nowhere<P>(DropReason why) implements Target<P> {}
    }

    /// What became of an attachment.
    sealed interface Outcome<P> {

        record First<P>() implements Outcome<P> {}

        record Replaced<P>(Endpoint<P> old) implements Outcome<P> {}

        /// The end was ended after the moment its admission began.
        record Ended<P>() implements Outcome<P> {}

        /// Too much has ended since to tell.
        record Forgotten<P>() implements Outcome<P> {}
    }

    private final Map<SessionId, Client<P>> clients = new ConcurrentHashMap<>();
    private final Map<NodeId, Endpoint<P>> nodes = new ConcurrentHashMap<>();
    private final Map<NodeId, Attached> attached = new ConcurrentHashMap<>();

    private final Map<SessionId, NodeId> absent = new LinkedHashMap<>();
    private final RecentEnds<SessionId> endedSessions = new RecentEnds<>(ENDS_MAX);
    private final RecentEnds<NodeId> endedNodes = new RecentEnds<>(ENDS_MAX);

    /// Nodes being emptied, and until when.
    private final Map<NodeId, Instant> draining = new LinkedHashMap<>();

    synchronized Moment moment() {
        return new Moment(endedSessions.now(), endedNodes.now());
    }

    synchronized Outcome<P> attachClient(ClientEnd end, Endpoint<P> endpoint, Moment since) {
        return switch (endedSessions.since(end.session(), since.sessions())) {
            case ENDED -> new Outcome.Ended<>();
            case FORGOTTEN -> new Outcome.Forgotten<>();
            case LIVE -> {
                absent.remove(end.session());
                Client<P> old = clients.put(end.session(), new Client<>(end, endpoint));
                if (old != null && !old.node().equals(end.node())) {
                    forget(old.node(), end.session());
                }
                tellDraining(end, endpoint);
                attached.merge(
                        end.node(),
                        Attached.of(HashTreePSet.singleton(end.session())),
                        Attached::plus);
                yield old == null ? new Outcome.First<>() : new Outcome.Replaced<>(old.endpoint());
            }
        };
    }

    synchronized Outcome<P> attachNode(NodeId node, Endpoint<P> endpoint, Moment since) {
        return switch (endedNodes.since(node, since.nodes())) {
            case ENDED -> new Outcome.Ended<>();
            case FORGOTTEN -> new Outcome.Forgotten<>();
            case LIVE -> {
                Endpoint<P> old = nodes.put(node, endpoint);
                tellDraining(new NodeEnd(node), endpoint);
                yield old == null ? new Outcome.First<>() : new Outcome.Replaced<>(old);
            }
        };
    }

    /// Changes nothing where another endpoint has taken over.
    synchronized void detachClient(SessionId session, Endpoint<P> endpoint) {
        Client<P> client = clients.get(session);
        if (client == null || client.endpoint() != endpoint) {
            return;
        }
        remove(session, client);
        absent.put(session, client.node());
        if (absent.size() > ABSENT_MAX) {
            absent.remove(absent.keySet().iterator().next());
        }
    }

    /// Changes nothing where another endpoint has taken over.
    synchronized void detachNode(NodeId node, Endpoint<P> endpoint) {
        if (nodes.get(node) == endpoint) {
            nodes.remove(node);
        }
    }

    /// Whose sockets the end of a session concerns.
    record Concerned<P>(Optional<Endpoint<P>> client, Optional<Endpoint<P>> node) {}

    synchronized Concerned<P> endSession(SessionId session) {
        endedSessions.add(session);
        NodeId leftNode = absent.remove(session);
        Client<P> client = clients.get(session);
        if (client != null) {
            remove(session, client);
            return new Concerned<>(Optional.of(client.endpoint()), node(client.node()));
        }
        return new Concerned<>(
                Optional.empty(), leftNode == null ? Optional.empty() : node(leftNode));
    }

    synchronized Optional<Endpoint<P>> endNode(NodeId node) {
        endedNodes.add(node);
        draining.remove(node);
        return Optional.ofNullable(nodes.remove(node));
    }

    /// The endpoints to tell. Whoever attaches later is told as it attaches, under the same lock:
    /// nobody is left out or told twice.
    synchronized Map<Granted, Endpoint<P>> drain(NodeId node, Instant until) {
        draining.remove(node);
        draining.put(node, until);
        if (draining.size() > DRAINING_MAX) {
            draining.remove(draining.keySet().iterator().next());
        }
        Map<Granted, Endpoint<P>> concerned = new LinkedHashMap<>();
        node(node).ifPresent(endpoint -> concerned.put(new NodeEnd(node), endpoint));
        Attached here = attached.get(node);
        for (SessionId session : here == null ? Set.<SessionId>of() : here.sessions()) {
            Client<P> client = clients.get(session);
            if (client != null) {
                concerned.put(client.end(), client.endpoint());
            }
        }
        return concerned;
    }

    synchronized void resume(NodeId node) {
        draining.remove(node);
    }

    Optional<Endpoint<P>> node(NodeId node) {
        return Optional.ofNullable(nodes.get(node));
    }

    /// The client's endpoint of a session that a node named.
    Target<P> client(NodeId from, SessionId session) {
        Client<P> client = clients.get(session);
        if (client == null) {
            return new Target.Nowhere<>(missing(from, session));
        }
        return client.node().equals(from)
                ? new Target.To<>(session, client.endpoint())
                : new Target.Nowhere<>(DropReason.FOREIGN_SESSION);
    }

    /// The endpoint of a node's client, if it has exactly one.
    Target<P> onlyClient(NodeId from) {
        Attached here = attached.get(from);
        if (here == null) {
            return new Target.Nowhere<>(DropReason.PEER_ABSENT);
        }
        return here.alone()
                ? client(from, here.any())
                : new Target.Nowhere<>(DropReason.AMBIGUOUS_SESSION);
    }

    private void tellDraining(Granted end, Endpoint<P> newcomer) {
        Instant until = draining.get(end.node());
        if (until != null) {
            newcomer.tellDraining(end, until);
        }
    }

    private synchronized DropReason missing(NodeId from, SessionId session) {
        NodeId left = absent.get(session);
        if (left == null) {
            return DropReason.UNKNOWN_SESSION;
        }
        return left.equals(from) ? DropReason.PEER_ABSENT : DropReason.FOREIGN_SESSION;
    }

    private void remove(SessionId session, Client<P> client) {
        clients.remove(session);
        forget(client.node(), session);
    }

    private void forget(NodeId node, SessionId session) {
        attached.computeIfPresent(
                node,
                (_, here) -> {
                    PSet<SessionId> rest = here.sessions().minus(session);
                    return rest.isEmpty() ? null : Attached.of(rest);
                });
    }
}
