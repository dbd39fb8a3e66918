package io.boson.server.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// What counts as one address: an IPv4 address, or an IPv6 /64, the least that anybody is given.
record AddressPrefix(boolean ipv6, long bits) {

    static AddressPrefix of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new AddressPrefix(true, bytes.getLong())
                : new AddressPrefix(false, bytes.getInt());
    }
}
