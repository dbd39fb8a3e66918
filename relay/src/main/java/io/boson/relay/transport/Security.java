package io.boson.relay.transport;

import java.nio.file.Path;

/// Whether the relay speaks `ws` or `wss`.
public sealed interface Security {

    /// TLS is somebody else's job, or nobody's.
    record Plain() implements Security {}

    /// TLS 1.3 (RFC 8446). The files are read again when they change.
    ///
    /// @param certificate PEM: the server's certificate, then those that vouch for it
    /// @param key PEM: its private key, PKCS #8, not encrypted
    record Tls(Path certificate, Path key) implements Security {}
}
