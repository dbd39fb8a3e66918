package io.boson.relay.datapath;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;

/// Which end a WebSocket is, whoever opened it.
sealed interface Whose {

    record Client(SessionId session) implements Whose {}

    record Node(NodeId node) implements Whose {}

    static Whose of(Granted end) {
        return switch (end) {
            case ClientEnd client -> new Client(client.session());
            case NodeEnd(var node) -> new Node(node);
        };
    }
}
