package io.boson.server.config;

/// The relay's WebSocket listener.
///
/// @param port 0 for any free one
/// @param certificate a PEM file: `wss`; empty: `ws`
/// @param key its private key, a PEM file; empty exactly where the certificate is
public record RelayConfig(int port, String certificate, String key) {

    public static final RelayConfig DEFAULTS = new RelayConfig(3001, "", "");

    public RelayConfig {
        Bounds.port("relay.port", port);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new ConfigException(
                    certificate.isEmpty() ? "relay.key" : "relay.certificate",
                    "relay.certificate and relay.key need each other");
        }
    }

    /// How clients reach it: `ws`, or `wss` where it has a certificate.
    public String scheme() {
        return certificate.isEmpty() ? "ws" : "wss";
    }

    static RelayConfig from(Settings settings) {
        return new RelayConfig(
                settings.number("relay.port", DEFAULTS.port),
                settings.text("relay.certificate", DEFAULTS.certificate),
                settings.text("relay.key", DEFAULTS.key));
    }
}
