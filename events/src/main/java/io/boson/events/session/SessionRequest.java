package io.boson.events.session;

import io.boson.events.node.NodeId;
import io.boson.events.tunnel.PeerKeys;
import java.util.Optional;

/// What the arbiter is asked.
///
/// @param lifeMaxSeconds a session never lives longer, however much it is used; at most
///     [#LIFE_MAX_SECONDS_MAX]
/// @param answerWithinMillis counted from the broker's time of the request; later the caller is
///     gone, so no answer may come
/// @param keys where the client has a WireGuard key and wants a tunnel
public record SessionRequest(
        SessionId sessionId,
        NodeId nodeId,
        ClientId clientId,
        Holder holder,
        KeptDecision decision,
        NodeCapacity capacity,
        long lifeMaxSeconds,
        long answerWithinMillis,
        Optional<PeerKeys> keys) {

    /// Ten years: no limit anybody meets, but one that keeps times within the calendar.
    public static final long LIFE_MAX_SECONDS_MAX = 3_650L * 86_400;

    public SessionRequest {
        if (lifeMaxSeconds < 0 || lifeMaxSeconds > LIFE_MAX_SECONDS_MAX) {
            throw new IllegalArgumentException("lifeMaxSeconds out of range: " + lifeMaxSeconds);
        }
        if (!decision.isChoice()) {
            throw new IllegalArgumentException("a session needs a decision that chose a node");
        }
    }

    /// With a decision just made.
    public SessionRequest(
            SessionId sessionId,
            NodeId nodeId,
            ClientId clientId,
            Holder holder,
            RoutingDecision decision,
            NodeCapacity capacity,
            long lifeMaxSeconds,
            long answerWithinMillis,
            Optional<PeerKeys> keys) {
        this(
                sessionId,
                nodeId,
                clientId,
                holder,
                KeptDecision.of(decision),
                capacity,
                lifeMaxSeconds,
                answerWithinMillis,
                keys);
    }

    /// For a client without a WireGuard key.
    public SessionRequest(
            SessionId sessionId,
            NodeId nodeId,
            ClientId clientId,
            Holder holder,
            RoutingDecision decision,
            NodeCapacity capacity,
            long lifeMaxSeconds,
            long answerWithinMillis) {
        this(
                sessionId,
                nodeId,
                clientId,
                holder,
                KeptDecision.of(decision),
                capacity,
                lifeMaxSeconds,
                answerWithinMillis,
                Optional.empty());
    }

    /// For a client without a WireGuard key, with a decision that was made before.
    public SessionRequest(
            SessionId sessionId,
            NodeId nodeId,
            ClientId clientId,
            Holder holder,
            KeptDecision decision,
            NodeCapacity capacity,
            long lifeMaxSeconds,
            long answerWithinMillis) {
        this(
                sessionId,
                nodeId,
                clientId,
                holder,
                decision,
                capacity,
                lifeMaxSeconds,
                answerWithinMillis,
                Optional.empty());
    }

    /// The part that matters for as long as the session lives.
    public SessionTerms terms() {
        return new SessionTerms(
                sessionId, nodeId, clientId, holder, decision.type(), lifeMaxSeconds);
    }
}
