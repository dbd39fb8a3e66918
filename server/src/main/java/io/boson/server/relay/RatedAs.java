package io.boson.server.relay;

import io.boson.relay.PrincipalId;
import io.boson.server.limits.AddressPrefix;
import io.boson.server.token.Principal;
import java.net.InetAddress;

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
        return new PrincipalId(
                client.openedBy().orElseGet(() -> "address:" + AddressPrefix.of(address).text()));
    }
}
