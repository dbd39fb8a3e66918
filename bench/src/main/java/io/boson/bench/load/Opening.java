package io.boson.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What makes a relay let packets pass between a client and a node, and what these look like.
public interface Opening {

    /// Ends when they pass.
    void open(PacketEnd client, PacketEnd node) throws IOException;

    /// A packet of so many bytes, once open. Its last eight bytes are the load's.
    ///
    /// @param toNode whether the client sends it; the node otherwise
    ByteBuffer packet(boolean toNode, int bytes);

    /// For forwarders that pair the last two who sent one byte; packets are what WireGuard's look
    /// like from outside. One that pairs by itself passes these on, and nobody minds.
    Opening GREETING =
            new Opening() {
                @Override
                public void open(PacketEnd client, PacketEnd node) throws IOException {
                    ByteBuffer greeting = ByteBuffer.allocateDirect(1);
                    node.send(greeting, 1);
                    client.send(greeting, 1);
                }

                @Override
                public ByteBuffer packet(boolean toNode, int bytes) {
                    return ByteBuffer.allocateDirect(bytes).put(0, (byte) 4);
                }
            };
}
