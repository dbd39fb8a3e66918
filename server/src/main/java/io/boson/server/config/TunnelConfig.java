package io.boson.server.config;

import io.boson.events.tunnel.TunnelRange;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What WireGuard clients are given. Several instances must say the same.
///
/// @param ipv4 the network of their tunnel addresses, such as `100.96.0.0/16`
/// @param ipv6 the same, unique-local; empty: a random one that follows from the token keys
/// @param allowedIps what a client sends through its tunnel, networks between commas
/// @param dns resolvers that a client is told to use, IP addresses between commas, or empty
/// @param mtu bytes
/// @param keepalive of WireGuard, at both ends: what keeps NATs open; 0 is off
public record TunnelConfig(
        String ipv4, String ipv6, String allowedIps, String dns, int mtu, Duration keepalive) {

    private static final String ANY_IPV4 = "10.0.0.0/8";
    private static final String ANY_IPV6 = "fd00::/48";
    private static final int ENTRIES_MAX = 64;

    /// The least that IPv6 asks of a link (RFC 8200 section 5).
    private static final int MTU_MIN = 1280;

    private static final int MTU_MAX = 65_456;
    private static final Duration KEEPALIVE_MAX = Duration.ofSeconds(65_535);

    /// Last of the constants, as it is checked against the others.
    public static final TunnelConfig DEFAULTS =
            new TunnelConfig(
                    "100.96.0.0/16", "", "0.0.0.0/0, ::/0", "", 1420, Duration.ofSeconds(25));

    public TunnelConfig {
        if (TunnelRange.parse(ipv4, ANY_IPV6).isEmpty()) {
            throw new ConfigException(
                    "tunnel.ipv4", "must be a network such as 100.96.0.0/16, of 8 to 29 bits");
        }
        if (!ipv6.isEmpty() && TunnelRange.parse(ANY_IPV4, ipv6).isEmpty()) {
            throw new ConfigException(
                    "tunnel.ipv6",
                    "must be empty or a network such as fd12:3456:789a::/48, of 48 to 96 bits");
        }
        if (allowedIps.isBlank() || !all(allowedIps, TunnelConfig::isNetwork)) {
            throw new ConfigException(
                    "tunnel.allowedIps", "must be networks such as 0.0.0.0/0, ::/0");
        }
        if (!dns.isBlank() && !all(dns, TunnelConfig::isAddress)) {
            throw new ConfigException(
                    "tunnel.dns", "must be empty or IP addresses such as 9.9.9.9, 2620:fe::fe");
        }
        Bounds.between("tunnel.mtu", mtu, MTU_MIN, MTU_MAX);
        Bounds.between("tunnel.keepalive", keepalive, Duration.ZERO, KEEPALIVE_MAX);
        if (keepalive.toMillisPart() != 0) {
            throw new ConfigException("tunnel.keepalive", "must be whole seconds");
        }
        allowedIps = tidy(allowedIps);
        dns = tidy(dns);
    }

    static TunnelConfig from(Settings settings) {
        return new TunnelConfig(
                settings.text("tunnel.ipv4", DEFAULTS.ipv4),
                settings.text("tunnel.ipv6", DEFAULTS.ipv6),
                settings.text("tunnel.allowedIps", DEFAULTS.allowedIps),
                settings.text("tunnel.dns", DEFAULTS.dns),
                settings.number("tunnel.mtu", DEFAULTS.mtu),
                settings.duration("tunnel.keepalive", DEFAULTS.keepalive));
    }

    /// @param secret at least 5 bytes, the same on every instance: the global id of RFC 4193
    ///     section 3.2 where no IPv6 network was chosen
    public TunnelRange range(byte[] secret) {
        String id = HexFormat.of().formatHex(secret, 0, 5);
        String six =
                ipv6.isEmpty()
                        ? "fd%s:%s:%s::/48"
                                .formatted(id.substring(0, 2), id.substring(2, 6), id.substring(6))
                        : ipv6;
        return TunnelRange.parse(ipv4, six).orElseThrow();
    }

    private static List<String> entries(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).toList();
    }

    private static boolean all(String list, Predicate<String> isOne) {
        List<String> entries = entries(list);
        return entries.size() <= ENTRIES_MAX && entries.stream().allMatch(isOne);
    }

    private static String tidy(String list) {
        return list.isBlank() ? "" : String.join(", ", entries(list));
    }

    private static boolean isNetwork(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}") || !isAddress(parts[0])) {
            return false;
        }
        int bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
        return Integer.parseInt(parts[1]) <= bits;
    }

    /// Nothing but what WireGuard's tools read too: the JDK takes `1` for an address.
    private static boolean isAddress(String text) {
        if (!text.contains(":") && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return false;
        }
        try {
            return !text.contains("%") && InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }
}
