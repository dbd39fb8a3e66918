package io.boson.relay;

import java.net.InetSocketAddress;
import java.util.Optional;

/// A socket that asks to be one end of something.
///
/// @param id the last segment of the path, as sent: a session's id, a node's id, or anything else
/// @param bearerToken what stood after `Bearer ` in the one `Authorization` header, or was offered
///     as a subprotocol; empty where there was none, several, or another scheme
/// @param remote the address of the TCP peer
public record AttachRequest(String id, Optional<String> bearerToken, InetSocketAddress remote) {

    private static final int SHOWN_MAX = 64;

    /// For log lines: without the token, and with an id that cannot forge a line or fill a page.
    @Override
    public String toString() {
        String shown = id.length() > SHOWN_MAX ? id.substring(0, SHOWN_MAX) + ".." : id;
        return "AttachRequest[id=%s, token %s, remote=%s]"
                .formatted(
                        shown.replaceAll("[^!-~]", "?"),
                        bearerToken.isPresent() ? "given" : "absent",
                        remote);
    }
}
