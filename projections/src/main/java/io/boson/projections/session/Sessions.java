package io.boson.projections.session;

import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.time.Duration;

/// The live sessions as far as this instance has folded the log. Local and immediate.
public interface Sessions {

    LiveSessions snapshot();

    /// Waits until the snapshot shows what the log held at `position` of topic `sessions`; false
    /// where that took longer than `timeout`.
    boolean await(LogPosition position, Duration timeout);

    /// Waits until the node's peers have another version than this; false where that took longer
    /// than `timeout`.
    boolean awaitPeers(NodeId node, String version, Duration timeout);

    /// Runs `request`, which asks for the session, and waits for the arbiter's fact.
    SessionOutcome awaitOutcome(SessionId id, Duration timeout, Runnable request);
}
