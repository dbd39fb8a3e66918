package io.boson.relay;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;

/// The answer to an [AttachRequest].
public sealed interface Admission {

    /// The socket may forward packets as one end.
    sealed interface Granted extends Admission {

        /// The node whose packets these are.
        NodeId node();
    }

    /// The client's end of one session.
    ///
    /// @param principal whose sessions share a rate
    record ClientEnd(SessionId session, NodeId node, PrincipalId principal) implements Granted {}

    /// The node's end of all its sessions.
    record NodeEnd(NodeId node) implements Granted {}

    record Refused(RefusalReason reason) implements Admission {}
}
