package io.boson.relay.flow;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// An IP address; IPv4 in its IPv6-mapped form, as in [Endpoint.Udp].
public record IpAddress(long high, long low) {

    private static final long MAPPED = 0xffff_0000_0000L;
    private static final long LOW_32 = 0xffff_ffffL;

    public static IpAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new IpAddress(0, MAPPED | (bytes.getInt(0) & LOW_32))
                : new IpAddress(bytes.getLong(0), bytes.getLong(Long.BYTES));
    }

    /// What one subscriber has: an IPv4 address, or the first half of an IPv6 address (a /64).
    IpAddress subscriber() {
        boolean isIpv4 = high == 0 && (low & ~LOW_32) == MAPPED;
        return isIpv4 ? this : new IpAddress(high, 0);
    }
}
