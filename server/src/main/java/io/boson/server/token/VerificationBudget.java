package io.boson.server.token;

import java.net.InetAddress;
import java.time.Duration;

/// How many signatures an address may have computed: each costs the server a millisecond.
public interface VerificationBudget {

    /// Takes one verification.
    ///
    /// @return zero if it may go ahead, else how long to wait
    Duration take(InetAddress address);

    /// The signature was wrong: a forgery, not an old or foreign token, which cost nothing to
    /// refuse. After too many of those, [#take] refuses the address.
    void failed(InetAddress address);
}
