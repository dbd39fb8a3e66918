package io.boson.relay.flow;

import io.boson.relay.flow.SwitchEvent.Opened;
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
        Contact to = flow.to;
        if (to.isSocket() && !to.isKept) {
            fabric.drop(DropCause.ENDPOINT_CLOSED);
            return;
        }
        if (!mayPass(flow, pairing, length, now)) {
            return;
        }
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

    /// What an end sends over a WebSocket is held to its rate there, and what the client sends and
    /// is sent there counts against the quota there.
    private boolean mayPass(Flow flow, Pairing pairing, int length, long now) {
        PairLimits may = pairing.may;
        if (may.quota().isSpent()) {
            fabric.drop(DropCause.QUOTA);
            return false;
        }
        Allowance sender = flow.isFromClient ? may.client() : may.node();
        if (!flow.source.isSocket() && !sender.take(length, now)) {
            fabric.drop(DropCause.RATE_LIMITED);
            return false;
        }
        if (!(flow.isFromClient ? flow.source : flow.to).isSocket()) {
            may.quota().count(length);
        }
        return true;
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
}
