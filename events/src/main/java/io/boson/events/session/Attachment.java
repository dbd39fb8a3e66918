package io.boson.events.session;

import java.time.Instant;
import java.util.UUID;

/// Where a session's client, or a node, has its relay socket.
public sealed interface Attachment {

    record Never() implements Attachment {}

    record Attached(String relay, UUID connection, Instant since) implements Attachment {}

    record Detached(Instant since) implements Attachment {}

    static Attachment never() {
        return new Never();
    }

    /// A detach counts only for the connection it names: a replaced one changes nothing.
    default Attachment detached(String relay, UUID connection, Instant at) {
        return this instanceof Attached(var heldBy, var held, _)
                        && heldBy.equals(relay)
                        && held.equals(connection)
                ? new Detached(at)
                : this;
    }
}
