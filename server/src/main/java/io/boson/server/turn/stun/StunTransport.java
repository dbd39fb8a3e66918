package io.boson.server.turn.stun;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Messages to and from one server.
interface StunTransport extends Closeable {

    void send(byte[] message) throws IOException;

    /// The next message, whoever it is for.
    ///
    /// @throws SocketTimeoutException where none comes within this
    byte[] receive(Duration within) throws IOException;

    /// When to send a request again that is not answered, from its first time on, and after the last
    /// of these how long to wait for an answer (RFC 8489 6.2).
    Duration[] patience();
}
