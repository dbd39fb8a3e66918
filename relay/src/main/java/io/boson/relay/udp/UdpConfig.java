package io.boson.relay.udp;

import java.net.InetSocketAddress;

/// Settings of a UDP socket.
///
/// @param bind where to listen; port 0 takes a free one. All addresses of IPv6 (`::`) are all of
///     IPv4 too
/// @param receiveBufferBytes asked of the kernel, which may grant less; 64 KiB to 1 GiB
/// @param sendBufferBytes as above
/// @param batchMax datagrams taken at once; 1 to 1024
/// @param datagramBytesMax the longest datagram taken; 576 to 65,507
public record UdpConfig(
        InetSocketAddress bind,
        int receiveBufferBytes,
        int sendBufferBytes,
        int batchMax,
        int datagramBytesMax) {

    private static final int BUFFER_LOW = 64 << 10;
    private static final int BUFFER_HIGH = 1 << 30;
    private static final int BATCH_HIGH = 1024;
    private static final int DATAGRAM_LOW = 576;
    private static final int DATAGRAM_HIGH = 65_507;

    public UdpConfig {
        within("receiveBufferBytes", receiveBufferBytes, BUFFER_LOW, BUFFER_HIGH);
        within("sendBufferBytes", sendBufferBytes, BUFFER_LOW, BUFFER_HIGH);
        within("batchMax", batchMax, 1, BATCH_HIGH);
        within("datagramBytesMax", datagramBytesMax, DATAGRAM_LOW, DATAGRAM_HIGH);
    }

    /// A burst of 4 MB is a sixth of a second at 200 Mbit/s; 2,048 bytes hold a full packet of
    /// WireGuard's on any link of the internet (1,452).
    public static UdpConfig defaults(InetSocketAddress bind) {
        return new UdpConfig(bind, 4 << 20, 4 << 20, 64, 2048);
    }

    private static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, is %d".formatted(name, low, high, value));
        }
    }
}
