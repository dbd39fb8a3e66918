package io.boson.events.session;

import static io.boson.events.Samples.CAPACITY;
import static io.boson.events.Samples.KEY;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.OTHER_KEY;
import static io.boson.events.Samples.REQUEST;
import static io.boson.events.Samples.SESSION;
import static io.boson.events.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Decision;
import io.boson.events.Samples;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.events.tunnel.TunnelRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A client with a WireGuard key gets addresses, or no session.
class SessionTunnelTest {

    private static final PeerKeys KEYS = new PeerKeys(OTHER_KEY, KEY);
    private static final TunnelAddresses FREE = TunnelRange.SAMPLE.at(2);
    private static final Session KEYED = Session.Requested.by(Samples.keyed(REQUEST, KEYS), at(0));

    private static Decision<SessionEvent.OfSession> answer(
            Session session, int open, TunnelOffer offer) {
        return SessionDecider.decide(
                session, new SessionCommand.Answer(CAPACITY, open, Optional.empty(), offer), at(1));
    }

    private static Decision<SessionEvent.OfSession> refused(SessionRefusal why, int open) {
        return new Decision.Accepted<>(
                List.of(
                        new SessionEvent.Refused(
                                SESSION, NODE, why, Optional.empty(), CAPACITY, open, at(1))));
    }

    @Test
    void aKeyBringsAddresses() {
        SessionEvent.Opened opened =
                new SessionEvent.Opened(SESSION, NODE, CAPACITY, 0, Optional.of(FREE), at(1));
        assertThat(answer(KEYED, 0, new TunnelOffer.Free(FREE)))
                .isEqualTo(new Decision.Accepted<>(List.of(opened)));
        assertThat(KEYED.evolve(opened))
                .isEqualTo(
                        new Session.Live(
                                REQUEST.terms(),
                                at(1),
                                Attachment.never(),
                                Optional.of(new Tunnel(KEYS, FREE))));
    }

    @Test
    void whereNoneIsFreeTheReasonIsNamedAfterThoseThatLastLonger() {
        assertThat(answer(KEYED, 0, new TunnelOffer.Exhausted()))
                .isEqualTo(refused(SessionRefusal.NO_TUNNEL_ADDRESS, 0));
        assertThat(answer(KEYED, 2, new TunnelOffer.Exhausted()))
                .isEqualTo(refused(SessionRefusal.NODE_FULL, 2));
        assertThat(answer(KEYED, 0, new TunnelOffer.KeyTaken()))
                .isEqualTo(refused(SessionRefusal.KEY_IN_USE, 0));
    }

    @Test
    void withoutAKeyThereAreNoAddresses() {
        Session plain = Session.Requested.by(REQUEST, at(0));
        SessionEvent.Opened opened = new SessionEvent.Opened(SESSION, NODE, CAPACITY, 0, at(1));
        assertThat(answer(plain, 0, new TunnelOffer.Free(FREE)))
                .isEqualTo(new Decision.Accepted<>(List.of(opened)));
        assertThat(plain.evolve(opened))
                .isInstanceOfSatisfying(
                        Session.Live.class, live -> assertThat(live.tunnel()).isEmpty());
    }

    @Test
    void theTunnelStaysWhateverItsClientsSocketDoes() {
        Session live =
                KEYED.evolve(
                        new SessionEvent.Opened(
                                SESSION, NODE, CAPACITY, 0, Optional.of(FREE), at(1)));
        Session attached =
                live.evolve(
                        new SessionEvent.Attached(
                                SESSION, NODE, "relay-1", Samples.CONNECTION, at(2)));
        assertThat(((Session.Live) attached).tunnel()).contains(new Tunnel(KEYS, FREE));
    }
}
