package io.boson.server.relay;

import io.boson.events.session.SessionId;
import io.boson.relay.PrincipalId;
import io.boson.server.limits.AddressPrefix;
import io.boson.server.token.Principal;
import java.net.InetAddress;
import java.util.Optional;

/// Who answers at the relay for what a session's client sends.
///
/// Who was known when the session was opened: one client key has one rate, however many sessions
/// it opens and from wherever. Of others nothing is known but where they are, and an address is the
/// only thing of theirs that costs anything: ids and sessions are free, so a rate for each of those
/// would be none. Those behind one NAT share it, which is why it is a multiple of a session's.
public final class RatedAs {

    private RatedAs() {}

    /// @param address where it sends from
    public static PrincipalId of(Principal.ClientSession client, InetAddress address) {
        return new PrincipalId(client.openedBy().orElseGet(() -> of(address)));
    }

    /// Of a session over UDP: who opened it is written in its token alone, which WireGuard does not
    /// show. So it is rated as a stranger that is where the route was asked for from, and shares
    /// that with strangers' WebSockets from there.
    ///
    /// @param askedFrom empty where it is not known: the session then stands alone
    public static PrincipalId of(SessionId session, Optional<InetAddress> askedFrom) {
        return new PrincipalId(askedFrom.map(RatedAs::of).orElseGet(() -> "session:" + session));
    }

    private static String of(InetAddress address) {
        return "address:" + AddressPrefix.of(address).text();
    }
}
