package io.boson.events.routing;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/// What a STUN server told a peer of its own address: `198.51.100.4:40123`, `[2001:db8::4]:40123`,
/// or, as existing nodes report it, without the port.
public record MappedAddress(InetAddress address, OptionalInt port) {

    private static final int PORT_MAX = 65_535;
    private static final int CARRIER_GRADE_NAT = 100; // 100.64.0.0/10, RFC 6598

    /// Empty where the text is no address, or one that nobody outside can reach.
    public static Optional<MappedAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean withPort = colon > 0 && (text.indexOf(':') == colon || text.startsWith("["));
        if (!withPort || text.endsWith("]")) {
            return address(unbracketed(text)).map(a -> new MappedAddress(a, OptionalInt.empty()));
        }
        OptionalInt port = port(text.substring(colon + 1));
        return port.isEmpty()
                ? Optional.empty()
                : address(unbracketed(text.substring(0, colon)))
                        .map(a -> new MappedAddress(a, port));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static OptionalInt port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> isDigit(c))) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= PORT_MAX ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// A literal only: a name would have to be looked up.
    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal)).filter(MappedAddress::isPublic);
        } catch (IllegalArgumentException noLiteral) {
            return Optional.empty();
        }
    }

    /// Whether the address is one that packets from elsewhere can reach.
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        boolean local =
                address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress();
        boolean reserved =
                bytes.length == 4
                        ? first == 0
                                || first >= 240
                                || (first == CARRIER_GRADE_NAT && (bytes[1] & 0xc0) == 64)
                        : (first & 0xfe) == 0xfc; // unique local addresses, RFC 4193
        return !local && !reserved;
    }
}
