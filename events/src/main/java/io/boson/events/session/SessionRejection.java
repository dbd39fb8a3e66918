package io.boson.events.session;

import io.boson.events.Rejection;

/// Why a session command was refused.
public enum SessionRejection implements Rejection {
    UNKNOWN_SESSION("Session not found");

    private final String message;

    SessionRejection(String message) {
        this.message = message;
    }

    @Override
    public String message() {
        return message;
    }
}
