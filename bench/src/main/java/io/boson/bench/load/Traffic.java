package io.boson.bench.load;

import java.nio.ByteBuffer;

/// What is sent. Called by the one thread of a [LoadLoop].
public interface Traffic {

    /// Whether there is anything left to send.
    default boolean hasNext() {
        return true;
    }

    /// The next request, whole, from position to limit; used until it is answered.
    ///
    /// @param wire the number of the connection it will go by, from 0
    ByteBuffer next(int wire);

    /// The answer to the request that went by this connection.
    ///
    /// @param body readable until this returns
    default void answered(int wire, int status, ByteBuffer body) {}
}
