package io.boson.server.turn.stun;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// Addresses as XOR-MAPPED-ADDRESS and its like carry them (RFC 8489 14.2).
///
/// ```
///   0 | family: 1 IPv4, 2 IPv6 | port ^ cookie's upper half | address ^ (cookie, transaction id)
/// ```
final class XorAddress {

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private XorAddress() {}

    static InetSocketAddress read(byte[] value, byte[] transaction) throws StunException {
        int family = value.length < 8 ? 0 : value[1];
        int bytes = family == IPV4 ? 4 : 16;
        if ((family != IPV4 && family != IPV6) || value.length != 4 + bytes) {
            throw new StunException("an answer with an address of no known family");
        }
        int port = (ByteBuffer.wrap(value).getShort(2) ^ StunMessage.MAGIC_COOKIE >>> 16) & 0xffff;
        byte[] address = new byte[bytes];
        ByteBuffer.wrap(value).get(4, address);
        mask(address, transaction);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are an address", impossible);
        }
    }

    static byte[] write(int family, byte[] address, int port, byte[] transaction) {
        byte[] masked = address.clone();
        mask(masked, transaction);
        return ByteBuffer.allocate(4 + masked.length)
                .put((byte) 0)
                .put((byte) family)
                .putShort((short) (port ^ StunMessage.MAGIC_COOKIE >>> 16))
                .put(masked)
                .array();
    }

    static byte[] write(InetSocketAddress peer, byte[] transaction) {
        InetAddress address = peer.getAddress();
        int family = address instanceof Inet4Address ? IPV4 : IPV6;
        return write(family, address.getAddress(), peer.getPort(), transaction);
    }

    private static void mask(byte[] address, byte[] transaction) {
        byte[] mask =
                ByteBuffer.allocate(16).putInt(StunMessage.MAGIC_COOKIE).put(transaction).array();
        for (int i = 0; i < address.length; i++) {
            address[i] ^= mask[i];
        }
    }
}
