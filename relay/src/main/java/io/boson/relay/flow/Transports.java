package io.boson.relay.flow;

import io.boson.relay.flow.SwitchEvent.Opened;
import io.boson.relay.flow.SwitchEvent.QuotaSpent;
import io.boson.relay.wireguard.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Transport packets: by source and index, exactly. The path of every packet: it makes no object.
final class Transports {

    private final Fabric fabric;
    private final Roaming roaming;

    Transports(Fabric fabric) {
        this.fabric = fabric;
        this.roaming = new Roaming(fabric);
    }

    void receive(long high, long low, int port, ByteBuffer bytes, int at, int length, long now) {
        Contact contact = fabric.contacts.find(high, low, port);
        int index = Message.receiver(bytes, at);
        Flow flow = contact == null ? null : fabric.flows.find(contact, index);
        if (flow == null) {
            flow = roaming.follow(contact, high, low, port, index, now);
        }
        if (flow == null || !flow.isAlive(now)) {
            fabric.drop(DropCause.NO_FLOW);
            return;
        }
        Pairing pairing = flow.pairing;
        if (pairing == null || !(flow.isOpen || confirm(flow, pairing, now))) {
            fabric.drop(DropCause.UNCONFIRMED);
            return;
        }
        flow.source.genuineAt = now;
        forward(flow, pairing, bytes, at, length, now);
    }

    private void forward(
            Flow flow, Pairing pairing, ByteBuffer bytes, int at, int length, long now) {
        if (pairing.quotaLeft < length) {
            refuse(pairing);
            return;
        }
        Contact to = flow.to;
        if (to.isSocket() && !to.isKept) {
            fabric.drop(DropCause.ENDPOINT_CLOSED);
            return;
        }
        pairing.quotaLeft -= length;
        pairing.passedAt = now;
        flow.passedAt = now;
        if (!flow.isTwoWay) {
            pass(flow, pairing);
        }
        if (flow.isFromClient) {
            pairing.clientPackets++;
            pairing.clientBytes += length;
        } else {
            pairing.nodePackets++;
            pairing.nodeBytes += length;
        }
        fabric.tally.transports++;
        fabric.tally.transportBytes += length;
        fabric.sink.forward(to.endpoint, bytes, at, length);
        if (!pairing.isOpen) {
            reopen(flow, pairing);
        }
    }

    private void pass(Flow flow, Pairing pairing) {
        flow.hasPassed = true;
        Flow reverse = flow.reverse;
        if (reverse != null && reverse.hasPassed) {
            fabric.settle(flow, reverse, pairing);
        }
    }

    /// The first packet of the initiator's, with the responder's index: only who has both seen the
    /// response and is the one it was for can know that index.
    private boolean confirm(Flow flow, Pairing pairing, long now) {
        @Nullable Flow reverse = flow.reverse;
        if (!flow.isInitiators
                || pairing.isWithdrawn
                || reverse == null
                || !reverse.isKept
                || reverse.isOpen) {
            return false;
        }
        reverse.reverse = flow;
        reverse.pairing = pairing;
        reverse.respondedAt = flow.respondedAt;
        fabric.tally.opened++;
        fabric.open(flow, reverse, pairing, now);
        return true;
    }

    /// A packet after idleness, over a flow that is still good.
    private void reopen(Flow flow, Pairing pairing) {
        pairing.isOpen = true;
        fabric.wheel.schedule(pairing);
        Endpoint from = flow.source.endpoint;
        Endpoint to = flow.to.endpoint;
        fabric.listener.on(
                flow.isFromClient
                        ? new Opened(pairing.session(), from, to)
                        : new Opened(pairing.session(), to, from));
    }

    private void refuse(Pairing pairing) {
        fabric.drop(DropCause.QUOTA);
        // A shorter packet does not slip through afterwards.
        pairing.quotaLeft = 0;
        if (!pairing.isQuotaTold) {
            pairing.isQuotaTold = true;
            fabric.listener.on(new QuotaSpent(pairing.session(), pairing.traffic()));
        }
    }
}
