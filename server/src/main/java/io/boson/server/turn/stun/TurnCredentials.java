package io.boson.server.turn.stun;

/// What a client shows a TURN server.
public record TurnCredentials(String username, String password) {

    /// Without the password.
    @Override
    public String toString() {
        return "TurnCredentials[username=" + username + "]";
    }
}
