package io.boson.server.turn;

import java.time.Duration;

/// What became of the last time a server was asked something.
sealed interface Sighting {

    /// Nobody has asked yet.
    record Unseen() implements Sighting {}

    /// A Binding was answered.
    record Bound(Duration latency) implements Sighting {}

    /// An Allocate with credentials of ours was answered with a relayed address.
    ///
    /// @param latency from the first request to the address: two round trips
    /// @param realm as the server names itself
    /// @param secret the newest that it takes
    record Relays(Duration latency, String realm, TurnSecret secret) implements Sighting {}

    /// @param why for people
    record Fails(String why) implements Sighting {}
}
