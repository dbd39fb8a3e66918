package io.boson.server.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// What counts as one address: an IPv4 address, or an IPv6 /64, the least that anybody is given.
///
/// @param bits of an IPv4 address all, of an IPv6 address the upper half
public record AddressPrefix(boolean ipv6, long bits) {

    public static AddressPrefix of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new AddressPrefix(true, bytes.getLong())
                : new AddressPrefix(false, bytes.getInt());
    }

    /// The same for the same prefix, and no other's.
    public String text() {
        return (ipv6 ? "6/" : "4/") + Long.toHexString(bits);
    }
}
