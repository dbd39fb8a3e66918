package io.boson.events.node;

import io.boson.events.Rejection;

/// Why a node command was refused.
public enum NodeRejection implements Rejection {
    UNKNOWN_NODE("Node not found"),
    NODE_ID_TAKEN("This node id is registered; prove that it is yours with its token"),
    REGISTER_AGAIN("This node was removed; register it again with an enrolment key");

    private final String message;

    NodeRejection(String message) {
        this.message = message;
    }

    @Override
    public String message() {
        return message;
    }
}
