package io.boson.relay.flow;

import io.boson.relay.flow.Sources.Source;
import io.boson.relay.wireguard.CookieJar;
import io.boson.relay.wireguard.Message;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Handshake initiations:
///
/// 1. Its source's budget, and whether it brings back a cookie of ours.
/// 2. mac1 names the addressee.
/// 3. The budget of its kind; under load a cookie, so that its next one has a budget of its own.
/// 4. Its source becomes a candidate for the addressee's partners.
/// 5. It goes to where the addressee is, or may be, and what may be answered is remembered.
final class Initiations {

    /// Credit of a receiver's that strangers leave for those who are known, expected or proven by a
    /// cookie: a flood of theirs would shut these out otherwise.
    private static final int STRANGERS_RESERVE = Message.INITIATION_BYTES;

    /// Pairs that one stranger becomes a candidate of.
    private static final int EXPECTED_MAX = 16;

    private final Fabric fabric;
    private final Addressees addressees;
    private final Reach reach;
    private final CookieJar cookies;
    private final Budget cookieReplies;
    private final Budget cookieProofs;
    private final byte[] message = new byte[Message.INITIATION_BYTES];
    private final ByteBuffer reply = ByteBuffer.allocate(Message.COOKIE_REPLY_BYTES);

    Initiations(Fabric fabric, Addressees addressees, RandomGenerator random, long now) {
        this.fabric = fabric;
        this.addressees = addressees;
        this.reach = new Reach(fabric.limits);
        this.cookies = new CookieJar(random, now);
        this.cookieReplies = new Budget(fabric.limits.cookieReplies(), now);
        this.cookieProofs = new Budget(fabric.limits.cookieProofs(), now);
    }

    void receive(Contact from, ByteBuffer bytes, int at, long now) {
        bytes.get(at, message, 0, Message.INITIATION_BYTES);
        if (from.isSocket()) {
            fromSocket(from, bytes, at, now);
            return;
        }
        fabric.review(from);
        Source source = fabric.sources.of(from, now);
        boolean isReturning = bringsCookie(from, now);
        boolean hasBudget = isReturning ? source.returning.take(now) : source.initiations.take(now);
        PeerKey addressee = addressee(from, hasBudget, isReturning, now);
        if (addressee == null) {
            return;
        }
        Pairing pairing = pairing(from, addressee);
        Budget kind = kind(isReturning, pairing, addressee);
        boolean passes = hasBudget && kind.take(now);
        boolean isLoaded =
                !passes || kind.isLow(now) || source.initiations.isLow(now) || source.isShort;
        int answered = !isReturning && isLoaded ? giveCookie(from, addressee, now) : 0;
        if (!passes) {
            fabric.drop(refusal(hasBudget, isReturning, pairing));
            return;
        }
        if (!fabric.keep(from, now)) {
            fabric.drop(DropCause.ENDPOINTS_FULL);
            return;
        }
        if (isReturning) {
            from.provenUntil = now + Lifetimes.IDLE_NANOS;
        }
        source.heard(Message.INITIATION_BYTES);
        source.sent(answered);
        introduce(from, addressee);
        boolean isStranger = !isReturning && pairing == null;
        spread(from, addressee, pairing, isStranger ? STRANGERS_RESERVE : 0, bytes, at, now);
    }

    private void fromSocket(Contact from, ByteBuffer bytes, int at, long now) {
        Budget budget = from.initiations;
        if (budget == null || !budget.take(now)) {
            fabric.drop(DropCause.SOURCE_BUDGET);
            return;
        }
        PeerKey addressee = addressees.likely(message, Message.INITIATION_MAC1_AT, from, now);
        if (addressee == null) {
            fabric.drop(DropCause.MAC1_UNKNOWN);
            return;
        }
        from.heardAt = now;
        from.genuineAt = now;
        spread(from, addressee, pairing(from, addressee), 0, bytes, at, now);
    }

    private boolean bringsCookie(Contact from, long now) {
        // A first look costs nothing where there is no mac2.
        boolean isReturning =
                CookieJar.hasMac2(message)
                        && cookieProofs.take(now)
                        && cookies.isProof(message, from.high, from.low, from.port, now);
        if (isReturning) {
            fabric.tally.cookieProofs++;
        }
        return isReturning;
    }

    /// Null, with the drop counted, where it is nobody that is known.
    private @Nullable PeerKey addressee(
            Contact from, boolean mayTryAll, boolean isReturning, long now) {
        PeerKey addressee = addressees.likely(message, Message.INITIATION_MAC1_AT, from, now);
        if (addressee != null) {
            return addressee;
        }
        if (!mayTryAll) {
            fabric.drop(DropCause.SOURCE_BUDGET);
            return null;
        }
        if (!addressees.mayTryAll(isReturning, now)) {
            fabric.drop(DropCause.SEARCH_BUDGET);
            return null;
        }
        addressee = addressees.any(message, Message.INITIATION_MAC1_AT);
        if (addressee == null) {
            fabric.drop(DropCause.MAC1_UNKNOWN);
        }
        return addressee;
    }

    /// The pair it most likely belongs to: of its endpoint's owner, or of who is expected on that
    /// IP.
    private @Nullable Pairing pairing(Contact from, PeerKey addressee) {
        PeerKey owner = from.owner;
        if (owner != null) {
            Pairing session = from.session;
            return session != null && session.partner(owner) == addressee
                    ? session
                    : fabric.admitted.between(owner, addressee);
        }
        for (Pairing pairing : fabric.admitted.expectedFrom(from.ip())) {
            if (isExpected(from, pairing, addressee)) {
                return pairing;
            }
        }
        return null;
    }

    private static Budget kind(boolean isReturning, @Nullable Pairing pairing, PeerKey addressee) {
        if (isReturning) {
            return addressee.returning;
        }
        return pairing != null ? pairing.initiations : addressee.strangers;
    }

    private static DropCause refusal(
            boolean hasBudget, boolean isReturning, @Nullable Pairing pairing) {
        if (!hasBudget) {
            return DropCause.SOURCE_BUDGET;
        }
        return pairing == null || isReturning ? DropCause.ADDRESSEE_BUDGET : DropCause.PAIR_BUDGET;
    }

    /// @return bytes sent
    private int giveCookie(Contact to, PeerKey addressee, long now) {
        if (!cookieReplies.take(now)) {
            return 0;
        }
        cookies.reply(message, addressee.macs, to.high, to.low, to.port, reply, now);
        fabric.tally.answers++;
        fabric.sink.answer(to.endpoint, reply, 0, Message.COOKIE_REPLY_BYTES);
        return Message.COOKIE_REPLY_BYTES;
    }

    /// Whose address it may be: of those who are expected on its IP, or else anybody's who speaks
    /// to the addressee.
    private void introduce(Contact from, PeerKey addressee) {
        if (from.owner != null) {
            return;
        }
        int expected = 0;
        for (Pairing pairing : fabric.admitted.expectedFrom(from.ip())) {
            if (isExpected(from, pairing, addressee) && expected < EXPECTED_MAX) {
                expected++;
                pairing.expected.add(from);
            }
        }
        if (expected > 0) {
            return;
        }
        switch (addressee.side) {
            case NODE -> addressee.callers.add(from);
            case CLIENT -> addressee.pairings.forEach(other -> other.node.candidates.add(from));
        }
    }

    private static boolean isExpected(Contact from, Pairing pairing, PeerKey addressee) {
        return pairing.end(addressee.side) == addressee
                && from.isOn(pairing.pair.ip(addressee.side.other()));
    }

    private void spread(
            Contact from,
            PeerKey addressee,
            @Nullable Pairing pairing,
            int reserve,
            ByteBuffer bytes,
            int at,
            long now) {
        reach.find(addressee, pairing, from, now);
        int index = Message.sender(bytes, at);
        for (int i = 0; i < reach.size(); i++) {
            Contact to = reach.target(i);
            if (remember(to, index, from, addressee, reserve, now)) {
                fabric.tally.initiations++;
                fabric.sink.forward(to.endpoint, bytes, at, Message.INITIATION_BYTES);
            }
        }
        if (reach.size() == 0) {
            fabric.drop(DropCause.ADDRESSEE_UNREACHABLE);
        }
    }

    private boolean remember(
            Contact to, int index, Contact from, PeerKey addressee, int reserve, long now) {
        @Nullable Flow known = fabric.flows.find(to, index);
        if (known != null && known.isAlive(now) && known.to.present() != from) {
            fabric.drop(DropCause.INDEX_COLLISION);
            return false;
        }
        if (!fabric.mayReceive(to, Message.INITIATION_BYTES, reserve, now)) {
            return false;
        }
        if (known != null && known.isAlive(now)) {
            // A copy on its way twice.
            return true;
        }
        if (known != null) {
            fabric.close(known);
        }
        return fabric.add(new Flow(to, index, from, addressee, now));
    }
}
