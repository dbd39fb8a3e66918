package io.boson.events.session;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeId;
import java.time.Instant;
import java.util.UUID;

/// What a session's client carried over one connection since the last such observation of it: at
/// most one every ten seconds and none where nothing passed, but for the first, which says where
/// the client is. Those of a connection add up to the traffic of its `detached`.
///
/// @param relay the relay that saw it
/// @param address the IP address the relay sees the client at, as a literal
/// @param port the TCP port beside it
/// @param traffic in from the client, out to it, since the last one
public record SessionUsage(
        SessionId sessionId,
        NodeId nodeId,
        String relay,
        UUID connection,
        String address,
        int port,
        Traffic traffic,
        Instant at)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.USAGE;
    }

    @Override
    public String key() {
        return nodeId.toString();
    }

    @Override
    public String subject() {
        return sessionId.toString();
    }
}
