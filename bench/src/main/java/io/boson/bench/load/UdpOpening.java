package io.boson.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What makes a relay let packets pass from one end to the other, and what these look like.
public interface UdpOpening {

    /// Ends when they pass.
    void open(UdpEnd from, UdpEnd to) throws IOException;

    /// A packet of so many bytes, as `from` would send it once open. Its last eight bytes are the
    /// load's.
    ByteBuffer packet(int bytes);

    /// For forwarders that pair the last two who sent one byte; packets are what WireGuard's look
    /// like from outside.
    UdpOpening GREETING =
            new UdpOpening() {
                @Override
                public void open(UdpEnd from, UdpEnd to) throws IOException {
                    ByteBuffer greeting = ByteBuffer.allocateDirect(1);
                    to.send(greeting);
                    from.send(greeting);
                }

                @Override
                public ByteBuffer packet(int bytes) {
                    return ByteBuffer.allocateDirect(bytes).put(0, (byte) 4);
                }
            };
}
