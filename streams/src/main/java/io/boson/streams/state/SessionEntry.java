package io.boson.streams.state;

import io.boson.events.log.LogPosition;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;

/// A session with the offset it is folded up to and the position of the request that began it.
public record SessionEntry(Session session, long offset, LogPosition decision) {

    /// The entry that a request begins.
    public static SessionEntry begin(SessionEvent.Requested request, LogPosition position) {
        return new SessionEntry(Session.unknown().evolve(request), position.offset(), position);
    }

    /// No session, but the mark that everything up to `position` is folded.
    public static SessionEntry progress(LogPosition position) {
        return new SessionEntry(Session.unknown(), position.offset(), position);
    }

    public SessionEntry evolve(SessionEvent.OfSession event, long eventOffset) {
        return eventOffset <= offset
                ? this
                : new SessionEntry(session.evolve(event), eventOffset, decision);
    }
}
