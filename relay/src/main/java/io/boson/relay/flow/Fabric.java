package io.boson.relay.flow;

import io.boson.relay.flow.SwitchEvent.Moved;
import io.boson.relay.flow.SwitchEvent.Opened;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the switch's parts share: the tables, and the changes that touch several of them.
final class Fabric {

    final SwitchLimits limits;
    final PacketSink sink;
    final SwitchListener listener;
    final Admitted admitted;
    final Contacts contacts;
    final Flows flows;
    final Sources sources;
    final TimerWheel wheel;
    final Tally tally = new Tally();

    Fabric(
            SwitchLimits limits,
            RandomGenerator random,
            PacketSink sink,
            SwitchListener listener,
            long now) {
        this.limits = limits;
        this.sink = sink;
        this.listener = listener;
        this.admitted = new Admitted(limits);
        this.contacts =
                new Contacts(
                        limits.endpointsMax(),
                        limits.strangersMax(),
                        random.nextLong(),
                        random.nextLong());
        this.flows = new Flows(limits.flowsMax(), random.nextLong());
        this.sources = new Sources(limits);
        this.wheel = new TimerWheel(now);
    }

    void drop(DropCause cause) {
        tally.dropped(cause);
        sink.dropped(cause);
    }

    /// @return false where there is no room for another endpoint
    boolean keep(Contact contact, long now) {
        boolean isNew = !contact.isKept;
        if (!contacts.keep(contact, this::forget)) {
            return false;
        }
        contact.heardAt = now;
        if (isNew && !contact.isSocket()) {
            wheel.schedule(contact);
        }
        return true;
    }

    void forget(Contact contact) {
        while (contact.flows != null) {
            close(contact.flows);
        }
        wheel.cancel(contact);
        contacts.forget(contact);
    }

    /// Whether an unproven endpoint has sent enough to be sent this many bytes, which are taken
    /// from its credit.
    ///
    /// @param reserve bytes of the credit that are left for better senders
    boolean mayReceive(Contact to, int bytes, int reserve, long now) {
        if (to.isProven(now)) {
            return true;
        }
        Sources.Source source = sources.of(to, now);
        if (!source.mayReceive(bytes, reserve)) {
            drop(DropCause.CREDIT);
            return false;
        }
        source.sent(bytes);
        return true;
    }

    /// @return false where there is no room
    boolean add(Flow flow) {
        if (flows.isFull()) {
            drop(DropCause.FLOWS_FULL);
            return false;
        }
        flows.add(flow);
        wheel.schedule(flow);
        return true;
    }

    /// Closes both directions. A response's flow that was never proven leaves the memory that it
    /// came over: another response may still come.
    void close(Flow flow) {
        Flow reverse = flow.reverse;
        remove(flow);
        if (reverse != null && reverse.reverse == flow) {
            remove(reverse);
        }
    }

    private void remove(Flow flow) {
        flows.remove(flow);
        wheel.cancel(flow);
        Pairing pairing = flow.pairing;
        if (pairing != null) {
            pairing.flows.remove(flow);
        }
    }

    /// Both directions of a handshake whose proof has come.
    void open(Flow flow, Flow reverse, Pairing pairing, long now) {
        while (pairing.flows.size() + 2 > limits.flowsPerPairMax()) {
            close(pairing.leastUsed());
        }
        open(flow, pairing);
        open(reverse, pairing);
        prove(flow, now);
        prove(reverse, now);
        if (pairing.isOpen) {
            return;
        }
        pairing.isOpen = true;
        pairing.passedAt = now;
        wheel.schedule(pairing);
        boolean fromClient = flow.isFromClient;
        Endpoint client = (fromClient ? flow : reverse).source.endpoint;
        Endpoint node = (fromClient ? reverse : flow).source.endpoint;
        listener.on(new Opened(pairing.session(), client, node));
    }

    private void open(Flow flow, Pairing pairing) {
        flow.isOpen = true;
        flow.isFromClient = flow.sender.side == Side.CLIENT;
        flow.expiresAt = flow.respondedAt + Lifetimes.FLOW_NANOS;
        pairing.flows.add(flow);
        wheel.schedule(flow);
    }

    private void prove(Flow flow, long now) {
        Contact contact = flow.source;
        PeerKey key = flow.sender;
        contact.genuineAt = now;
        if (!contact.isSocket()) {
            if (contact.owner != key) {
                contact.owner = key;
                contact.pairs = 0;
                contacts.rank(contact);
            }
            key.proved(contact);
        }
    }

    /// Packets have passed in both directions: whoever answers and is answered is the pair, and its
    /// ends are there from now on. Before, it may be somebody who only answers in another's name.
    void settle(Flow flow, Flow reverse, Pairing pairing) {
        flow.isTwoWay = true;
        reverse.isTwoWay = true;
        settle(pairing, flow.sender.side, flow.source);
        settle(pairing, reverse.sender.side, reverse.source);
    }

    /// From now on this end of the session is there.
    void settle(Pairing pairing, Side side, Contact contact) {
        @Nullable Contact before = pairing.settle(side, contact);
        if (pairing.isOpen && before != null && before != contact) {
            listener.on(new Moved(pairing.session(), side, before.endpoint, contact.endpoint));
        }
    }

    /// No packet for long: another one opens it again.
    void idle(Pairing pairing) {
        pairing.isOpen = false;
        listener.on(new SwitchEvent.Idle(pairing.session(), pairing.traffic()));
    }

    /// The session is over: its flows close, and what nobody else owns belongs to nobody.
    void withdraw(Pairing pairing) {
        pairing.isWithdrawn = true;
        while (!pairing.flows.isEmpty()) {
            close(pairing.flows.getFirst());
        }
        wheel.cancel(pairing);
        admitted.remove(pairing);
        for (Side side : Side.values()) {
            @Nullable Contact contact = pairing.settle(side, null);
            PeerKey key = pairing.end(side);
            if (key.pairings.isEmpty()) {
                List.copyOf(key.best()).forEach(this::disown);
            } else if (contact != null
                    && contact.pairs == 0
                    && contact.owner == key
                    && !contact.hasOpenFlow()) {
                disown(contact);
            }
        }
    }

    /// Takes the address from a key that has no pair any more.
    void review(Contact contact) {
        PeerKey owner = contact.owner;
        if (owner != null && owner.pairings.isEmpty()) {
            disown(contact);
        }
    }

    private void disown(Contact contact) {
        if (!contact.isSocket() && contact.isKept) {
            contact.owner = null;
            contacts.rank(contact);
            contacts.trim(this::forget);
        }
    }
}
