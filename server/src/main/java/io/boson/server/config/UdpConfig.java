package io.boson.server.config;

/// The relay's UDP port: WireGuard and STUN.
///
/// @param port 0 for any free one
public record UdpConfig(int port) {

    public static final UdpConfig DEFAULTS = new UdpConfig(51_820);

    public UdpConfig {
        Bounds.port("udp.port", port);
    }

    static UdpConfig from(Settings settings) {
        return new UdpConfig(settings.number("udp.port", DEFAULTS.port));
    }
}
