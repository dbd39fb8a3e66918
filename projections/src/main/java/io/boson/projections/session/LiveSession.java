package io.boson.projections.session;

import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.Session;
import io.boson.events.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/// A session that lives. One component per source topic, joined where it is read.
///
/// @param session from `sessions`
/// @param decision where in the log the decision stands that led to it
/// @param use from `usage`, where that has said anything
/// @param places from `usage` too, where anybody said where the client is
public record LiveSession(
        Session.Live session,
        LogPosition decision,
        Optional<SessionUse> use,
        Optional<SessionPlaces> places) {

    /// Of whose client nobody said where it is.
    public LiveSession(Session.Live session, LogPosition decision, Optional<SessionUse> use) {
        this(session, decision, use, Optional.empty());
    }

    /// Of which nothing was heard yet.
    public LiveSession(Session.Live session, LogPosition decision) {
        this(session, decision, Optional.empty(), Optional.empty());
    }

    public SessionId id() {
        return session.terms().sessionId();
    }

    public NodeId nodeId() {
        return session.terms().nodeId();
    }

    public Instant expiresAt() {
        return session.expiresAt();
    }
}
