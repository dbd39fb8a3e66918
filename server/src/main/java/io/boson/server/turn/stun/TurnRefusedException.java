package io.boson.server.turn.stun;

import java.io.IOException;

/// A server that said no.
public final class TurnRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    /// Credentials that it does not take, RFC 8489 14.8.
    public static final int UNAUTHENTICATED = 401;

    /// Another allocation still holds this port of the client's (RFC 8656 7.4): it should try from
    /// another one.
    public static final int MISMATCH = 437;

    static final int STALE_NONCE = 438;

    private final int code;

    TurnRefusedException(int code, String reason) {
        super("refused with " + code + (reason.isEmpty() ? "" : " " + reason));
        this.code = code;
    }

    public int code() {
        return code;
    }
}
