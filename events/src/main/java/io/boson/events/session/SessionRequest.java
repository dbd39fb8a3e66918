package io.boson.events.session;

import io.boson.events.node.NodeId;

/// What the arbiter is asked.
///
/// @param lifeMaxSeconds a session never lives longer, however much it is used
/// @param answerWithinMillis counted from the broker's time of the request; later the caller is
///     gone, so no answer may come
public record SessionRequest(
        SessionId sessionId,
        NodeId nodeId,
        ClientId clientId,
        RoutingDecision decision,
        NodeCapacity capacity,
        long lifeMaxSeconds,
        long answerWithinMillis) {

    /// The part that matters for as long as the session lives.
    public SessionTerms terms() {
        return new SessionTerms(sessionId, nodeId, clientId, decision.type(), lifeMaxSeconds);
    }
}
