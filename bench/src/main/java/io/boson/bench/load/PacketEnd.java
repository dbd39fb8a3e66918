package io.boson.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/// One end at a relay, over whatever it has come. One thread may send while another receives.
public interface PacketEnd extends AutoCloseable {

    /// Sends the packet so many times, at once where that can be.
    ///
    /// @param packet from position to limit, which stay
    void send(ByteBuffer packet, int times) throws IOException;

    /// Waits for the next packet.
    ///
    /// @return it, from position to limit; good until the next call
    /// @throws ClosedChannelException where this is closed, before or meanwhile
    ByteBuffer receive() throws IOException;

    /// Ends a wait, too.
    @Override
    void close() throws IOException;
}
