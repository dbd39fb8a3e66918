package io.boson.relay.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where to try a peer with an initiation: its proven endpoints, then candidates, few in all. A
/// wrong receiver drops it by its mac1. One for all: the last answer is valid until the next
/// question.
final class Reach {

    /// Proven endpoints of a key that are tried where its pair has none: another of its sessions
    /// may be in false hands.
    private static final int PROVEN_MAX = 2;

    private final Contact[] targets;
    private int size;

    Reach(SwitchLimits limits) {
        this.targets = new Contact[limits.fanOutMax()];
    }

    int size() {
        return size;
    }

    Contact target(int at) {
        return targets[at];
    }

    /// @param pairing the two peers, as far as the sender is known or expected
    void find(PeerKey addressee, @Nullable Pairing pairing, Contact from, long now) {
        size = 0;
        if (pairing == null) {
            sockets(addressee, null, from);
            proven(addressee, from);
            strangers(addressee, from);
            return;
        }
        sockets(addressee, pairing, from);
        Contact settled = pairing.at(addressee.side);
        if (settled != null && !settled.isSocket()) {
            add(settled, from);
        }
        proven(addressee, from);
        if (isSettledAfter(now)) {
            return;
        }
        newest(pairing.expected, addressee, from);
        strangers(addressee, from);
    }

    /// Open WebSockets that carry the pair's packets; of a node in the end any.
    private void sockets(PeerKey addressee, @Nullable Pairing pairing, Contact from) {
        for (Contact socket : addressee.sockets) {
            if (socket.session == null || socket.session == pairing) {
                add(socket, from);
            }
        }
        if (size == 0 && (pairing == null || addressee.side == Side.NODE)) {
            List<Contact> sockets = addressee.sockets;
            for (int i = sockets.size() - 1; i >= 0 && size < PROVEN_MAX; i--) {
                add(sockets.get(i), from);
            }
        }
    }

    /// The endpoint of the last genuine packet first, and alone if it is a WebSocket that is not
    /// silent: that one is its end's for certain.
    private boolean isSettledAfter(long now) {
        for (int i = 1; i < size; i++) {
            if (targets[i].genuineAt - targets[0].genuineAt > 0) {
                Contact later = targets[i];
                targets[i] = targets[0];
                targets[0] = later;
            }
        }
        boolean isSettled =
                size > 0
                        && targets[0].isSocket()
                        && now - targets[0].genuineAt < Lifetimes.SILENT_NANOS;
        if (isSettled) {
            size = 1;
        }
        return isSettled;
    }

    private void proven(PeerKey addressee, Contact from) {
        List<Contact> best = addressee.best();
        for (int i = 0; i < best.size() && i < PROVEN_MAX; i++) {
            add(best.get(i), from);
        }
    }

    private void strangers(PeerKey addressee, Contact from) {
        switch (addressee.side) {
            case NODE -> newest(addressee.candidates, addressee, from);
            case CLIENT -> {
                for (Pairing pairing : addressee.pairings) {
                    newest(pairing.expected, addressee, from);
                }
                for (Pairing pairing : addressee.pairings) {
                    newest(pairing.node.callers, addressee, from);
                }
            }
        }
    }

    private void newest(Candidates candidates, PeerKey addressee, Contact from) {
        List<Contact> all = candidates.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Contact candidate = all.get(i).present();
            if (candidate.isKept && (candidate.owner == null || candidate.owner == addressee)) {
                add(candidate, from);
            }
        }
    }

    private void add(Contact contact, Contact from) {
        if (size == targets.length || contact == from || !contact.isKept) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (targets[i] == contact) {
                return;
            }
        }
        targets[size++] = contact;
    }
}
