package io.boson.relay.flow;

import org.jspecify.annotations.Nullable;

/// Where packets of one source with one receiver index go. Before its response it is the memory of
/// an initiation: what may be answered from `source` with the initiator's index, and to whom.
final class Flow extends Timed {

    /// Whence the packets come.
    Contact source;

    /// Their receiver index.
    final int index;

    /// Whither they go.
    Contact to;

    /// Whose packets they are, as far as is known: of a memory, the addressee's.
    final PeerKey sender;

    /// Known from the response on.
    @Nullable Pairing pairing;

    /// The same handshake's flow in the other direction; a memory's may yet change.
    @Nullable Flow reverse;

    boolean isOpen;

    /// Of a response's flow: packets come from the initiator, and the first one is the proof.
    boolean isInitiators;

    /// Whether a packet has passed.
    boolean hasPassed;

    /// Whether one has in each direction.
    boolean isTwoWay;

    long passedAt;

    /// The direction that its packets are counted in.
    boolean isFromClient;

    long respondedAt;
    long expiresAt;
    int responses;
    int cookieReplies;

    @Nullable Flow nextBySource;
    @Nullable Flow nextByIndex;

    /// Siblings of the same source.
    @Nullable Flow before;

    @Nullable Flow after;
    boolean isKept;

    Flow(Contact source, int index, Contact to, PeerKey sender, long now) {
        this.source = source;
        this.index = index;
        this.to = to;
        this.sender = sender;
        this.expiresAt = now + Lifetimes.PENDING_NANOS;
    }

    boolean isAlive(long now) {
        return expiresAt - now > 0;
    }

    @Override
    long dueAt() {
        return expiresAt;
    }
}
