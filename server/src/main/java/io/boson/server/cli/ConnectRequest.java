package io.boson.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the user asked `boson connect` for.
///
/// @param api where the server is
/// @param where the node, or the country it is to be in
/// @param clientKey a file with a client key, which a server may ask for
/// @param qr a code for a phone's camera instead of the file
/// @param screen where it is shown
public record ConnectRequest(
        URI api, Where where, Optional<Path> clientKey, boolean qr, Screen screen) {

    /// Where to.
    public sealed interface Where {

        record Node(String id) implements Where {}

        /// @param code ISO 3166-1 alpha-2, in capitals
        record Country(String code) implements Where {}
    }
}
