package io.boson.relay.flow;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.wireguard.PeerMacs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An admitted public key: its pairs, and where its peer may be.
final class PeerKey {

    /// Addresses that proved to be this peer's; beyond it the one of the fewest pairs goes.
    private static final int PROVEN_MAX = 8;

    /// Most pairs first: one session's keys in false hands, a client that also plays its node, are
    /// outvoted by the node's other sessions. Then the latest.
    private static final Comparator<Contact> BEST_FIRST =
            Comparator.<Contact>comparingInt(contact -> contact.pairs)
                    .thenComparing((one, other) -> Long.signum(one.genuineAt - other.genuineAt))
                    .reversed();

    final WireGuardKey key;
    final Side side;
    final PeerMacs macs;
    final List<Pairing> pairings = new ArrayList<>(1);

    /// Open WebSockets.
    final List<Contact> sockets = new ArrayList<>(1);

    /// Proven UDP addresses; [#best] leaves out those that have become another's.
    private final List<Contact> proven = new ArrayList<>(1);

    /// Strangers that addressed this key's partners, and may be this peer; of a node alone.
    final Candidates candidates;

    /// Strangers that addressed this key, and may be any of its partners; of a node alone.
    final Candidates callers;

    final Budget strangers;
    final Budget returning;

    /// Its place among all keys.
    int place;

    PeerKey(WireGuardKey key, Side side, SwitchLimits limits, long now) {
        this.key = key;
        this.side = side;
        this.macs = new PeerMacs(key.bytes());
        this.candidates = new Candidates(limits.candidatesMax(), limits.candidatesPerIpMax());
        this.callers = new Candidates(limits.candidatesMax(), limits.candidatesPerIpMax());
        this.strangers = new Budget(limits.addressee(), now);
        this.returning = new Budget(limits.proven(), now);
    }

    void proved(Contact contact) {
        proven.removeIf(known -> known == contact || known.owner != this || !known.isKept);
        if (proven.size() == PROVEN_MAX) {
            proven.sort(BEST_FIRST);
            proven.removeLast();
        }
        proven.add(contact);
    }

    /// Proven UDP addresses that are still this peer's, best first.
    List<Contact> best() {
        proven.removeIf(known -> known.owner != this || !known.isKept);
        proven.sort(BEST_FIRST);
        return proven;
    }
}
