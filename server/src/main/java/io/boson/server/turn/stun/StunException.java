package io.boson.server.turn.stun;

import java.io.IOException;

/// A server that answered, but not as it should.
public final class StunException extends IOException {

    private static final long serialVersionUID = 1;

    StunException(String message) {
        super(message);
    }
}
