package io.boson.projections.session;

import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.Session;
import io.boson.events.session.SessionId;
import java.time.Instant;

/// A session that lives, and where in the log the decision stands that led to it.
public record LiveSession(Session.Live session, LogPosition decision) {

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
