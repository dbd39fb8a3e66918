package io.boson.relay;

/// Who answers for what a session's client sends, as far as rates go: everything that is sent under
/// one id counts together, over however many sessions and sockets.
///
/// @param text of any form; who grants an admission chooses it, and keeps it short
public record PrincipalId(String text) {

    public PrincipalId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a principal has a name");
        }
    }
}
