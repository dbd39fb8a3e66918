package io.boson.relay.flow;

import io.boson.relay.wireguard.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Handshake responses, and cookie replies between peers: only where an initiation went lately.
final class Responses {

    private final Fabric fabric;
    private final Addressees addressees;
    private final byte[] message = new byte[Message.RESPONSE_BYTES];

    Responses(Fabric fabric, Addressees addressees) {
        this.fabric = fabric;
        this.addressees = addressees;
    }

    /// A response names by its mac1 the initiator, whom an initiation leaves open. Nothing is
    /// proven by it: its flow waits for the initiator's first transport packet.
    void receive(Contact from, ByteBuffer bytes, int at, long now) {
        Flow memory = fabric.flows.find(from, Message.responseReceiver(bytes, at));
        if (memory == null
                || !memory.isAlive(now)
                || memory.isInitiators
                || memory.responses >= fabric.limits.responsesMax()) {
            fabric.drop(DropCause.RESPONSE_UNEXPECTED);
            return;
        }
        memory.responses++;
        bytes.get(at, message, 0, Message.RESPONSE_BYTES);
        Contact initiator = memory.to.present();
        Pairing pairing = pairing(memory.sender, initiator, now);
        if (pairing == null) {
            fabric.drop(DropCause.RESPONSE_MAC1);
            return;
        }
        PeerKey key = pairing.partner(memory.sender);
        if (initiator.isSocket() && !mayCarry(initiator, key, pairing)) {
            fabric.drop(DropCause.RESPONSE_FOREIGN);
            return;
        }
        if (from.isSocket()) {
            from.genuineAt = now;
        }
        int index = Message.sender(bytes, at);
        if (!initiator.isKept) {
            fabric.drop(DropCause.ENDPOINT_CLOSED);
        } else if (lay(memory, index, initiator, key, pairing, now)) {
            fabric.tally.responses++;
            fabric.sink.forward(initiator.endpoint, bytes, at, Message.RESPONSE_BYTES);
        }
    }

    /// By exact index, either way: a responder's to an initiation, an initiator's to a response.
    void cookie(Contact from, ByteBuffer bytes, int at, long now) {
        Flow flow = fabric.flows.find(from, Message.receiver(bytes, at));
        if (flow == null
                || !flow.isAlive(now)
                || flow.cookieReplies >= fabric.limits.responsesMax()) {
            fabric.drop(DropCause.COOKIE_UNEXPECTED);
            return;
        }
        flow.cookieReplies++;
        Contact to = flow.to.present();
        if (!to.isKept) {
            fabric.drop(DropCause.ENDPOINT_CLOSED);
        } else if (fabric.mayReceive(to, Message.COOKIE_REPLY_BYTES, 0, now)) {
            fabric.tally.cookieReplies++;
            fabric.sink.forward(to.endpoint, bytes, at, Message.COOKIE_REPLY_BYTES);
        }
    }

    /// The initiator's endpoint mostly says already who it is.
    private @Nullable Pairing pairing(PeerKey responder, Contact initiator, long now) {
        PeerKey owner = initiator.owner;
        Pairing likely = owner == null ? null : fabric.admitted.between(owner, responder);
        if (owner != null && likely != null && isTo(owner)) {
            return likely;
        }
        if (owner == null) {
            for (Pairing pairing : fabric.admitted.expectedFrom(initiator.ip())) {
                if (pairing.end(responder.side) == responder && isTo(pairing.partner(responder))) {
                    return pairing;
                }
            }
        }
        return addressees.initiator(responder, message, now);
    }

    private boolean isTo(PeerKey key) {
        return key.macs.isAddressed(message, Message.RESPONSE_MAC1_AT);
    }

    private static boolean mayCarry(Contact socket, PeerKey key, Pairing pairing) {
        return socket.owner == key
                && (key.side == Side.NODE || socket.session == null || socket.session == pairing);
    }

    private boolean lay(
            Flow memory, int index, Contact initiator, PeerKey key, Pairing pairing, long now) {
        Flow known = fabric.flows.find(initiator, index);
        if (known != null && known.isAlive(now) && known.reverse != memory) {
            fabric.drop(DropCause.INDEX_COLLISION);
            return false;
        }
        if (memory.isOpen && known == null) {
            // The handshake is over; this is no copy of its response.
            fabric.drop(DropCause.RESPONSE_UNEXPECTED);
            return false;
        }
        if (!fabric.mayReceive(initiator, Message.RESPONSE_BYTES, 0, now)) {
            return false;
        }
        if (known != null && known.isAlive(now)) {
            return true;
        }
        if (known != null) {
            fabric.close(known);
        }
        Flow flow = new Flow(initiator, index, memory.source, key, now);
        flow.reverse = memory;
        flow.pairing = pairing;
        flow.isInitiators = true;
        flow.respondedAt = now;
        // As long as its response's flow.
        memory.expiresAt = flow.expiresAt;
        return fabric.add(flow);
    }
}
