package io.boson.relay.flow;

import io.boson.events.session.SessionId;
import io.boson.relay.flow.FlowTable.Handshake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Flows of the switch before this one. Those of sessions that are not admitted yet wait for it, no
/// longer than they live.
final class Restoration {

    private record Parked(Handshake handshake, long respondedAt) {

        boolean isAlive(long now) {
            return respondedAt + Lifetimes.FLOW_NANOS - now > 0;
        }
    }

    private final Fabric fabric;
    private final Map<SessionId, List<Parked>> parked = new HashMap<>();
    private long parkedUntil;

    Restoration(Fabric fabric) {
        this.fabric = fabric;
    }

    /// @return flows that are open again, one per direction
    int restore(FlowTable table, long awayNanos, long now) {
        int opened = 0;
        int waiting = 0;
        for (Handshake handshake : table.handshakes()) {
            Parked one = new Parked(handshake, now - handshake.age().toNanos() - awayNanos);
            if (!one.isAlive(now)) {
                continue;
            }
            Pairing pairing = fabric.admitted.find(handshake.session());
            if (pairing != null) {
                opened += revive(pairing, one, now);
            } else if (waiting++ < fabric.limits.flowsMax() / 2) {
                parked.computeIfAbsent(handshake.session(), _ -> new ArrayList<>(1)).add(one);
            }
        }
        parkedUntil = now + Lifetimes.FLOW_NANOS;
        return opened;
    }

    void admitted(Pairing pairing, long now) {
        List<Parked> waiting = parked.remove(pairing.session());
        if (waiting != null) {
            for (Parked one : waiting) {
                revive(pairing, one, now);
            }
        }
    }

    void withdrawn(SessionId session) {
        parked.remove(session);
    }

    void expire(long now) {
        if (now - parkedUntil > 0) {
            parked.clear();
        }
    }

    private int revive(Pairing pairing, Parked one, long now) {
        Handshake handshake = one.handshake();
        Contact client = contact(handshake.client(), now);
        Contact node = contact(handshake.node(), now);
        Flow fromClient = new Flow(client, handshake.toNodeIndex(), node, pairing.client, now);
        Flow fromNode = new Flow(node, handshake.toClientIndex(), client, pairing.node, now);
        if (!one.isAlive(now)
                || client == node
                || isTaken(fromClient)
                || isTaken(fromNode)
                || !keep(client, pairing.client, now)
                || !keep(node, pairing.node, now)
                || !fabric.add(fromClient)) {
            return 0;
        }
        if (!fabric.add(fromNode)) {
            fabric.close(fromClient);
            return 0;
        }
        join(fromClient, fromNode, pairing, one.respondedAt());
        join(fromNode, fromClient, pairing, one.respondedAt());
        fabric.open(fromClient, fromNode, pairing, now);
        fabric.settle(fromClient, fromNode, pairing);
        return 2;
    }

    private static void join(Flow flow, Flow reverse, Pairing pairing, long respondedAt) {
        flow.reverse = reverse;
        flow.pairing = pairing;
        flow.respondedAt = respondedAt;
    }

    /// What the new relay knows already is newer.
    private boolean isTaken(Flow flow) {
        return fabric.flows.find(flow.source, flow.index) != null;
    }

    private boolean keep(Contact contact, PeerKey owner, long now) {
        // A WebSocket of the relay before this one: nothing comes from there.
        if (contact.isSocket()) {
            return true;
        }
        return (contact.owner == null || contact.owner == owner) && fabric.keep(contact, now);
    }

    private Contact contact(Endpoint endpoint, long now) {
        return switch (endpoint) {
            case Endpoint.Udp(var high, var low, var port) ->
                    fabric.contacts.findOrMake(high, low, port, now);
            case Endpoint.WebSocket(var connection, var channel) ->
                    fabric.contacts.makeGone(connection, channel, now);
        };
    }
}
