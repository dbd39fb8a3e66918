package io.boson.relay;

import java.net.InetSocketAddress;
import java.util.Optional;

/// A socket that asks to be one end of something.
///
/// @param id the last segment of the path, as sent: a session's id, a node's id, or anything else
/// @param bearerToken what stood after `Bearer ` in the one `Authorization` header; empty where
///     there was none, several, or another scheme
/// @param remote the address of the TCP peer
public record AttachRequest(String id, Optional<String> bearerToken, InetSocketAddress remote) {

    /// Without the token: requests end up in log lines.
    @Override
    public String toString() {
        return "AttachRequest[id=%s, token %s, remote=%s]"
                .formatted(id, bearerToken.isPresent() ? "given" : "absent", remote);
    }
}
