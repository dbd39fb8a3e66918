package io.boson.events.session;

import io.boson.events.node.NodeId;

/// Who uses which node, how, and for how long at most.
public record SessionTerms(
        SessionId sessionId,
        NodeId nodeId,
        ClientId clientId,
        Holder holder,
        RouteType type,
        long lifeMaxSeconds) {}
