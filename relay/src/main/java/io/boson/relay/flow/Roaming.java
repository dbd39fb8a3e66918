package io.boson.relay.flow;

import org.jspecify.annotations.Nullable;

/// Packets of a known flow from elsewhere. Followed by index alone
///
/// - to another port on the same IP, which a NAT's timeout does all the time: the whole address
///   moves, with all that is known of it;
/// - to another endpoint of the same end: a WebSocket of its token, or an address that it proved
///   before. The flow moves.
///
/// To another IP only by the next handshake: somebody who knows an index could make the flow flap.
final class Roaming {

    private final Fabric fabric;

    Roaming(Fabric fabric) {
        this.fabric = fabric;
    }

    /// The flow, where it is from now on.
    ///
    /// @param contact who is at that address; has no flow with the index
    @Nullable Flow follow(
            @Nullable Contact contact, long high, long low, int port, int index, long now) {
        Flow found = null;
        for (Flow flow = fabric.flows.withIndex(index); flow != null; flow = flow.nextByIndex) {
            if (flow.index == index
                    && flow.isOpen
                    && flow.isAlive(now)
                    && isSameEnd(flow, contact, high, low, port)) {
                if (found != null) {
                    return null;
                }
                found = flow;
            }
        }
        if (found == null) {
            return null;
        }
        if (contact != null && contact.owner == found.sender) {
            move(found, contact);
        } else {
            readdress(found, contact, high, low, port);
        }
        fabric.tally.moved++;
        return found;
    }

    private static boolean isSameEnd(
            Flow flow, @Nullable Contact contact, long high, long low, int port) {
        if (contact != null && contact.owner != null) {
            return contact.owner == flow.sender
                    && (contact.session == null
                            || contact.session == flow.pairing
                            || flow.sender.side == Side.NODE);
        }
        Contact source = flow.source;
        return port != Contact.SOCKET_PORT
                && source.isKept
                && source.owner == flow.sender
                && source.hasIp(high, low);
    }

    private void move(Flow flow, Contact contact) {
        fabric.flows.move(flow, contact);
        Flow reverse = flow.reverse;
        if (reverse != null) {
            reverse.to = contact;
        }
        Pairing pairing = flow.pairing;
        if (pairing != null) {
            fabric.settle(pairing, flow.sender.side, contact);
        }
    }

    private void readdress(Flow flow, @Nullable Contact stranger, long high, long low, int port) {
        Contact source = flow.source;
        if (stranger != null) {
            takeOver(source, stranger);
        }
        Endpoint before = source.endpoint;
        fabric.contacts.move(source, high, low, port);
        Pairing pairing = flow.pairing;
        if (pairing != null) {
            fabric.listener.on(
                    new SwitchEvent.Moved(
                            pairing.session(), flow.sender.side, before, source.endpoint));
        }
    }

    /// What began at the new address before the index told whose it is.
    private void takeOver(Contact source, Contact stranger) {
        Flow flow = stranger.flows;
        while (flow != null) {
            Flow next = flow.after;
            if (fabric.flows.find(source, flow.index) == null) {
                fabric.flows.move(flow, source);
            }
            flow = next;
        }
        stranger.successor = source;
        fabric.forget(stranger);
    }
}
