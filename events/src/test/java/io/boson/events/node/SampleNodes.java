package io.boson.events.node;

import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.PROFILE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.at;

import io.boson.events.node.Node.Departure;
import java.time.Instant;
import java.util.Optional;

/// The states a node can be in, by the names that tables use. The lifetime began at [#LIFE].
final class SampleNodes {

    static final Instant LIFE = at(0);

    /// Of the heartbeat that the silent node was judged by.
    static final long JUDGED = 5;

    static final Instant SILENT_SINCE = at(100);

    /// The draining node's sessions may go on until then.
    static final Instant UNTIL = at(600);

    private SampleNodes() {}

    static Node named(String name) {
        return switch (name) {
            case "unknown" -> Node.unknown();
            case "active" -> new Node.Active(member(Membership.HEARD, false));
            case "silent" -> new Node.Active(member(silent(JUDGED, SILENT_SINCE), false));
            case "degraded" -> new Node.Active(member(Membership.HEARD, true));
            case "draining" -> new Node.Draining(member(Membership.HEARD, false), UNTIL);
            case "left" -> departed(Departure.DEREGISTERED);
            case "removed" -> departed(Departure.REMOVED_BY_OPERATOR);
            case "lost" -> lost(at(200));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Membership member(Membership.Silence silence, boolean degraded) {
        return new Membership(NODE, PROFILE, REGISTRATION, LIFE, LIFE, silence, degraded);
    }

    static Membership.Silence silent(long judged, Instant since) {
        return new Membership.Silence.Silent(judged, since);
    }

    /// Silence took the silent node away.
    static Node lost(Instant at) {
        Membership last = member(silent(JUDGED, SILENT_SINCE), false);
        return new Node.Departed(NODE, Departure.REMOVED_FOR_SILENCE, LIFE, at, Optional.of(last));
    }

    private static Node departed(Departure why) {
        return new Node.Departed(NODE, why, LIFE, at(200));
    }
}
