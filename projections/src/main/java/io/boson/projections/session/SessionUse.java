package io.boson.projections.session;

import io.boson.events.session.SessionUsage;
import io.boson.events.session.Traffic;
import java.time.Instant;

/// What topic `usage` says of a session.
///
/// @param address where the relay last saw its client, an IP literal
/// @param port beside it
/// @param total over all of its connections
/// @param at of the latest word
/// @param offset up to which `usage` is folded here
public record SessionUse(String address, int port, Traffic total, Instant at, long offset) {

    private static final SessionUse NOTHING =
            new SessionUse("", 0, Traffic.NONE, Instant.EPOCH, -1);

    public static SessionUse begin(SessionUsage usage, long usageOffset) {
        return NOTHING.evolve(usage, usageOffset);
    }

    /// The fold. What was folded before changes nothing.
    public SessionUse evolve(SessionUsage usage, long usageOffset) {
        return usageOffset <= offset
                ? this
                : new SessionUse(
                        usage.address(),
                        usage.port(),
                        total.plus(usage.traffic()),
                        usage.at(),
                        usageOffset);
    }
}
