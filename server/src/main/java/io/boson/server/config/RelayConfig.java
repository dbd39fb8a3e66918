package io.boson.server.config;

/// The relay's WebSocket listener.
///
/// @param port 0 for any free one
public record RelayConfig(int port) {

    public static final RelayConfig DEFAULTS = new RelayConfig(3001);

    public RelayConfig {
        Bounds.port("relay.port", port);
    }

    static RelayConfig from(Settings settings) {
        return new RelayConfig(settings.number("relay.port", DEFAULTS.port));
    }
}
