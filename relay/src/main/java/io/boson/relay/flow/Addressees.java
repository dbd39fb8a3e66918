package io.boson.relay.flow;

import io.boson.relay.wireguard.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a handshake message is to, by trying keys on its mac1. There is no index to look a mac1 up
/// in, so those keys come first that its sender is likely to mean; all others only within a budget.
final class Addressees {

    /// Keys of expected pairs that are tried for one message.
    private static final int EXPECTED_MAX = 16;

    private final Fabric fabric;

    /// One each for senders that proved nothing, for those that brought a cookie back, and for
    /// responses: a flood of garbage leaves the others theirs.
    private final Budget strangers;

    private final Budget returning;
    private final Budget responses;

    Addressees(Fabric fabric, long now) {
        this.fabric = fabric;
        this.strangers = new Budget(fabric.limits.searches(), now);
        this.returning = new Budget(fabric.limits.searches(), now);
        this.responses = new Budget(fabric.limits.searches(), now);
    }

    /// Among the partners of whom the sender's endpoint is proven to be, and of who is expected
    /// there.
    @Nullable PeerKey likely(byte[] message, int mac1At, Contact from, long now) {
        Pairing session = from.session;
        PeerKey owner = from.owner;
        if (session != null && owner != null) {
            PeerKey partner = session.partner(owner);
            if (partner.macs.isAddressed(message, mac1At)) {
                return partner;
            }
            if (owner.side == Side.CLIENT) {
                return null;
            }
        }
        if (owner != null) {
            Pairing pairing = among(owner, message, mac1At, strangers, now);
            if (pairing != null) {
                return pairing.partner(owner);
            }
        }
        return from.isSocket() ? null : expected(message, mac1At, from);
    }

    /// Whether all keys may be tried on one message.
    boolean mayTryAll(boolean isReturning, long now) {
        Budget searches = isReturning ? returning : strangers;
        return searches.take(fabric.admitted.keys().size(), now);
    }

    @Nullable PeerKey any(byte[] message, int mac1At) {
        for (PeerKey key : fabric.admitted.keys()) {
            if (key.macs.isAddressed(message, mac1At)) {
                return key;
            }
        }
        return null;
    }

    /// The pair of the responder's whose other key its response is to. Of many pairs, only within a
    /// budget.
    @Nullable Pairing initiator(PeerKey responder, byte[] message, long now) {
        return among(responder, message, Message.RESPONSE_MAC1_AT, responses, now);
    }

    private @Nullable Pairing among(
            PeerKey key, byte[] message, int mac1At, Budget searches, long now) {
        List<Pairing> pairings = key.pairings;
        if (pairings.size() > EXPECTED_MAX && !searches.take(pairings.size(), now)) {
            return null;
        }
        for (Pairing pairing : pairings) {
            if (pairing.partner(key).macs.isAddressed(message, mac1At)) {
                return pairing;
            }
        }
        return null;
    }

    private @Nullable PeerKey expected(byte[] message, int mac1At, Contact from) {
        int tried = 0;
        for (Pairing pairing : fabric.admitted.expectedFrom(from.ip())) {
            for (Side side : Side.values()) {
                PeerKey partner = pairing.end(side.other());
                if (from.isOn(pairing.pair.ip(side))
                        && tried++ < EXPECTED_MAX
                        && partner.macs.isAddressed(message, mac1At)) {
                    return partner;
                }
            }
        }
        return null;
    }
}
