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

    /// How long to wait for an answer after each time that a request is sent (RFC 8489 6.2).
    Duration[] patience();
}
