package io.boson.events.relay;

import io.boson.events.Event;
import io.boson.events.Topic;
import java.time.Instant;

/// What became of relays. Kept in topic `relays`, in one order per relay.
public sealed interface RelayEvent extends Event {

    /// The relay's name, the same across restarts; attachments name it too.
    String relay();

    @Override
    default Topic topic() {
        return Topic.RELAYS;
    }

    @Override
    default String key() {
        return relay();
    }

    @Override
    default String subject() {
        return relay();
    }

    /// It takes connections. Told at its start, and now and then while it runs: the topic forgets.
    ///
    /// @param endpoint where, such as `wss://relay.example:3001`
    record Started(String relay, String endpoint, Instant at) implements RelayEvent {}

    /// It takes none any more, on purpose. One that is killed says nothing.
    record Stopped(String relay, Instant at) implements RelayEvent {}
}
