package io.boson.projections.session;

import io.boson.events.session.SessionId;
import java.time.Instant;

/// Where a session stands in a list that begins with the newest.
public record Age(Instant openedAt, SessionId id) implements Comparable<Age> {

    static Age of(LiveSession session) {
        return new Age(session.session().openedAt(), session.id());
    }

    @Override
    public int compareTo(Age other) {
        int newer = other.openedAt.compareTo(openedAt);
        return newer != 0 ? newer : id.compareTo(other.id);
    }
}
