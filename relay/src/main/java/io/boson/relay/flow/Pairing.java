package io.boson.relay.flow;

import io.boson.events.session.SessionId;
import io.boson.relay.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An admitted [Pair] at work.
final class Pairing extends Timed {

    final PeerKey client;
    final PeerKey node;
    final Budget initiations;

    /// Strangers on the IP that one of the ends is expected from.
    final Candidates expected;

    /// Open flows, oldest first.
    final List<Flow> flows = new ArrayList<>(2);

    Pair pair;
    PairLimits may;
    boolean isWithdrawn;

    /// Between the first flow and idleness.
    boolean isOpen;

    long passedAt;
    long clientPackets;
    long clientBytes;
    long nodePackets;
    long nodeBytes;

    private @Nullable Contact clientAt;
    private @Nullable Contact nodeAt;

    Pairing(
            Pair pair,
            PairLimits may,
            PeerKey client,
            PeerKey node,
            SwitchLimits limits,
            long now) {
        this.pair = pair;
        this.may = may;
        this.client = client;
        this.node = node;
        this.initiations = new Budget(limits.pair(), now);
        this.expected = new Candidates(limits.candidatesMax(), limits.candidatesPerIpMax());
        this.passedAt = now;
    }

    SessionId session() {
        return pair.session();
    }

    PeerKey end(Side side) {
        return side == Side.CLIENT ? client : node;
    }

    PeerKey partner(PeerKey key) {
        return key == client ? node : client;
    }

    /// Where this end proved to be last, as far as it is still there.
    @Nullable Contact at(Side side) {
        Contact contact = side == Side.CLIENT ? clientAt : nodeAt;
        return contact != null && contact.isKept && contact.owner == end(side) ? contact : null;
    }

    /// @return where it was before, for another to count
    @Nullable Contact settle(Side side, @Nullable Contact contact) {
        Contact before = side == Side.CLIENT ? clientAt : nodeAt;
        if (before == contact) {
            return before;
        }
        if (before != null && before.owner == end(side)) {
            before.pairs = Math.max(0, before.pairs - 1);
        }
        if (contact != null) {
            contact.pairs++;
        }
        if (side == Side.CLIENT) {
            clientAt = contact;
        } else {
            nodeAt = contact;
        }
        return before;
    }

    /// The open flow to do without: one over which nothing has come back, or else the one that was
    /// used the longest time ago. There is one.
    Flow leastUsed() {
        Flow least = flows.getFirst();
        for (Flow flow : flows) {
            if (!flow.isTwoWay) {
                return flow;
            }
            least = flow.passedAt - least.passedAt < 0 ? flow : least;
        }
        return least;
    }

    SessionTraffic traffic() {
        Traffic traffic = new Traffic(clientPackets, clientBytes, nodePackets, nodeBytes);
        return new SessionTraffic(session(), traffic, isOpen, passedAt);
    }

    @Override
    long dueAt() {
        return passedAt + Lifetimes.IDLE_NANOS;
    }
}
