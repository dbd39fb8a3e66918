package io.boson.relay.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The token in an upgrade: in `Authorization` (RFC 6750 section 2.1), or as an offered subprotocol
/// ([io.boson.relay.wire.Dialect]) from who cannot set headers. The characters of a JWT are among
/// those of a subprotocol's name. It has no place in a URL, which ends up in logs and histories.
final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final String SUBPROTOCOL = "boson.bearer.";

    private BearerToken() {}

    /// Empty where there is none. Several could mean several principals, so they mean none.
    static Optional<String> of(HttpHeaders headers) {
        List<String> authorizations = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        List<String> offered =
                headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                        .flatMap(list -> Stream.of(list.split(",", -1)))
                        .map(String::strip)
                        .filter(name -> name.startsWith(SUBPROTOCOL))
                        .toList();
        if (authorizations.size() + offered.size() != 1) {
            return Optional.empty();
        }
        return offered.isEmpty()
                ? after(SCHEME, authorizations.getFirst())
                : after(SUBPROTOCOL, offered.getFirst());
    }

    private static Optional<String> after(String prefix, String value) {
        return value.length() > prefix.length() && value.startsWith(prefix)
                ? Optional.of(value.substring(prefix.length()))
                : Optional.empty();
    }
}
