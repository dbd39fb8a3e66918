package io.boson.relay.udp;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was asked of the kernel for one direction of a socket, and what it granted.
///
/// @param cap the kernel setting that bounds it
record SocketBuffer(String cap, int askedBytes, int grantedBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(SocketBuffer.class);

    static SocketBuffer set(
            DatagramChannel channel, SocketOption<Integer> option, String cap, int bytes)
            throws IOException {
        channel.setOption(option, bytes);
        SocketBuffer buffer = new SocketBuffer(cap, bytes, channel.getOption(option));
        if (buffer.isCapped()) {
            LOG.warn(buffer.warning());
        }
        return buffer;
    }

    boolean isCapped() {
        return grantedBytes < askedBytes;
    }

    String warning() {
        return ("The kernel grants %d of the %d bytes asked for a UDP buffer: bursts will be"
                        + " lost. Raise it with: sysctl -w %s=%d")
                .formatted(grantedBytes, askedBytes, cap, askedBytes);
    }
}
