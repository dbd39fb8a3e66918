package io.boson.events.tunnel;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// The addresses that tunnels are made of: an IPv4 and an IPv6 network, counted together. Number 0
/// is the network itself, 1 the node, from 2 on the clients; IPv4's last is its broadcast address.
///
/// @param ipv4Bits of the IPv4 prefix, 8 to 29
/// @param ipv6Bits of the IPv6 prefix, 48 to 96; the numbers stand in the last 32 bits
public record TunnelRange(InetAddress ipv4, int ipv4Bits, InetAddress ipv6, int ipv6Bits) {

    public static final int NODE = 1;
    public static final int FIRST_CLIENT = 2;

    private static final int NUMBER_AT = 12;

    /// Within the range of carriers' NATs (RFC 6598), which no home network uses, and a prefix for
    /// trials: a deployment has a random one (RFC 4193 section 3.2).
    public static final TunnelRange SAMPLE = parse("100.96.0.0/16", "fd00:b050::/48").orElseThrow();

    public TunnelRange {
        if (!(ipv4 instanceof Inet4Address) || ipv4Bits < 8 || ipv4Bits > 29) {
            throw new IllegalArgumentException("not an IPv4 network of 8 to 29 bits");
        }
        if (!(ipv6 instanceof Inet6Address) || ipv6Bits < 48 || ipv6Bits > 96) {
            throw new IllegalArgumentException("not an IPv6 network of 48 to 96 bits");
        }
        if (!endsInZeros(ipv4.getAddress(), ipv4Bits)
                || !endsInZeros(ipv6.getAddress(), ipv6Bits)) {
            throw new IllegalArgumentException("a network's address ends in zeros");
        }
    }

    /// Empty where either text is no network of its family in the form `address/bits`.
    public static Optional<TunnelRange> parse(String ipv4, String ipv6) {
        String[] four = ipv4.split("/", 2);
        String[] six = ipv6.split("/", 2);
        if (!isBits(four) || !isBits(six)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new TunnelRange(
                            InetAddress.ofLiteral(four[0]),
                            Integer.parseInt(four[1]),
                            InetAddress.ofLiteral(six[0]),
                            Integer.parseInt(six[1])));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static boolean isBits(String[] parts) {
        return parts.length == 2 && parts[1].matches("[0-9]{1,3}");
    }

    private static boolean endsInZeros(byte[] address, int bits) {
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            if ((address[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The last number a client may have.
    public int lastClient() {
        return (1 << (Integer.SIZE - ipv4Bits)) - 2;
    }

    /// The addresses with this number.
    ///
    /// @param number [#NODE] to [#lastClient]
    public TunnelAddresses at(int number) {
        if (number < NODE || number > lastClient()) {
            throw new IllegalArgumentException("no such address: " + number);
        }
        int four = ByteBuffer.wrap(ipv4.getAddress()).getInt() | number;
        byte[] six = ipv6.getAddress();
        ByteBuffer.wrap(six).putInt(NUMBER_AT, number);
        return new TunnelAddresses(
                text(ByteBuffer.allocate(Integer.BYTES).putInt(four).array()), Ipv6Text.of(six));
    }

    private static String text(byte[] ipv4) {
        return "%d.%d.%d.%d"
                .formatted(ipv4[0] & 0xff, ipv4[1] & 0xff, ipv4[2] & 0xff, ipv4[3] & 0xff);
    }

    /// The number behind an IPv4 literal; empty where it is none of this range's clients.
    public OptionalInt numberOfIpv4(String literal) {
        return number(literal, ipv4, ipv4Bits);
    }

    /// The same of an IPv6 literal.
    public OptionalInt numberOfIpv6(String literal) {
        return number(literal, ipv6, ipv6Bits);
    }

    private OptionalInt number(String literal, InetAddress network, int bits) {
        byte[] address;
        try {
            address = InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException notOne) {
            return OptionalInt.empty();
        }
        byte[] prefix = network.getAddress();
        if (address.length != prefix.length) {
            return OptionalInt.empty();
        }
        int lastWord = address.length - Integer.BYTES;
        int inLastWord = Math.max(0, bits - lastWord * Byte.SIZE);
        int mask = -1 >>> inLastWord;
        ByteBuffer bytes = ByteBuffer.wrap(address);
        int number = bytes.getInt(lastWord) & mask;
        bytes.putInt(lastWord, bytes.getInt(lastWord) & ~mask);
        return Arrays.equals(address, prefix) && number >= FIRST_CLIENT && number <= lastClient()
                ? OptionalInt.of(number)
                : OptionalInt.empty();
    }
}
