package io.boson.server.config;

/// Where something is reached.
///
/// @param host a DNS name or an IP literal; IPv6 without brackets
/// @param port 1 to 65535
public record HostPort(String host, int port) {

    private static final int PORT_MAX = 65_535;

    public HostPort {
        if (host.isEmpty() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("no host and port: " + host + ' ' + port);
        }
    }

    /// `turn.example:3478`, `[2001:db8::1]:3478`.
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
