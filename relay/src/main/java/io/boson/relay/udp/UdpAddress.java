package io.boson.relay.udp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IP address and a port, as the tables hold them: 16 bytes of IPv6 as two numbers, IPv4 as its
/// mapped form (RFC 4291 section 2.5.5.2), so that one peer has one form on any socket.
///
/// ```
///            high                            low
/// IPv6   first 8 bytes                  last 8 bytes
/// IPv4   0                              0000 ffff aabb ccdd
/// ```
///
/// The scope of a link-local address is not kept: the kernel refuses what is sent to it.
///
/// @param port 0 to 65535
public record UdpAddress(long high, long low, int port) {

    private static final long MAPPED = 0xffff_0000_0000L;
    private static final long LOW_32 = 0xffff_ffffL;
    private static final int BYTES = 16;

    public UdpAddress {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port must be from 0 to 65535, is " + port);
        }
    }

    /// @throws IllegalArgumentException where it is a name that was not looked up
    public static UdpAddress of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        return new UdpAddress(high(ip), low(ip), address.getPort());
    }

    public static boolean isIpv4(long high, long low) {
        return high == 0 && (low & ~LOW_32) == MAPPED;
    }

    public boolean isIpv4() {
        return isIpv4(high, low);
    }

    public InetSocketAddress toSocketAddress() {
        return toSocketAddress(high, low, port);
    }

    static InetSocketAddress toSocketAddress(long high, long low, int port) {
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
        try {
            // Makes an Inet4Address of a mapped one.
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an address", impossible);
        }
    }

    static long high(InetAddress ip) {
        return ip instanceof Inet4Address ? 0 : ByteBuffer.wrap(ip.getAddress()).getLong(0);
    }

    static long low(InetAddress ip) {
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress());
        return ip instanceof Inet4Address
                ? MAPPED | (bytes.getInt(0) & LOW_32)
                : bytes.getLong(Long.BYTES);
    }

    @Override
    public String toString() {
        return toSocketAddress().toString().substring(1);
    }
}
