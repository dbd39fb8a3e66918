package io.boson.events.tunnel;

/// A client's addresses within its tunnel, as literals without a prefix length.
///
/// @param ipv4 such as `100.96.0.2`
/// @param ipv6 such as `fd00:1:2::2`
public record TunnelAddresses(String ipv4, String ipv6) implements Comparable<TunnelAddresses> {

    /// What WireGuard calls allowed IPs: the packets of this client alone.
    public String allowedIps() {
        return ipv4 + "/32, " + ipv6 + "/128";
    }

    @Override
    public int compareTo(TunnelAddresses other) {
        int byIpv4 = ipv4.compareTo(other.ipv4);
        return byIpv4 != 0 ? byIpv4 : ipv6.compareTo(other.ipv6);
    }
}
