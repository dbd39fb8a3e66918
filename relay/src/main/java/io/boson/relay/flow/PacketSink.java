package io.boson.relay.flow;

import java.nio.ByteBuffer;

/// Where the switch puts what it lets through. Called within the switch's `receive`, before it
/// returns: it must not wait, and not call the switch.
public interface PacketSink {

    /// Sends the datagram that is being received, unchanged, to this endpoint. May be called up to
    /// [SwitchLimits#fanOutMax] times for one.
    ///
    /// @param bytes the buffer that `receive` was given, with its `at` and `length`
    void forward(Endpoint to, ByteBuffer bytes, int at, int length);

    /// Sends bytes of the switch's own (a cookie reply) back to where the datagram came from. The
    /// buffer is used again for the next one: what is kept must be copied.
    void answer(Endpoint to, ByteBuffer bytes, int at, int length);

    /// The datagram, or its copy for one of several receivers, goes no further. Counted already.
    void dropped(DropCause cause);
}
