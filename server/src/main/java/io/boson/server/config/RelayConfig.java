package io.boson.server.config;

import java.time.Duration;
import java.util.OptionalLong;

/// The relay's WebSocket listener.
///
/// @param port 0 for any free one
/// @param certificate a PEM file: `wss`; empty: `ws`
/// @param key its private key, a PEM file; empty exactly where the certificate is
/// @param connectionsMax sockets at the same time; further ones are answered 503
/// @param handshakesPerSecond sockets that may begin in a second; further ones are answered 503
///     with a time to come back at
/// @param reconnectSpread peers sent away by a stop come back at random within this, or longer
///     where that would be more than half of `handshakesPerSecond`
/// @param queueBytesMax of packets waiting for one receiver; the oldest go first
/// @param queueAgeMax how long a packet may wait for its receiver
/// @param session what a session's client may send, over all its sockets and UDP
/// @param principal what all sessions of one client key may send together, or all of one address
///     where clients need none
/// @param node what a node may send, to all its sessions, over all its sockets and UDP
/// @param sessionQuota bytes that a session may carry in all, both ways together; empty: any number
public record RelayConfig(
        int port,
        String certificate,
        String key,
        int connectionsMax,
        int handshakesPerSecond,
        Duration reconnectSpread,
        int queueBytesMax,
        Duration queueAgeMax,
        ByteRate session,
        ByteRate principal,
        ByteRate node,
        OptionalLong sessionQuota) {

    private static final long QUOTA_MIN = 1L << 20;
    private static final long QUOTA_MAX = 1L << 60;

    public static final RelayConfig DEFAULTS =
            new RelayConfig(
                    3001,
                    "",
                    "",
                    20_000,
                    1_000,
                    Duration.ofSeconds(10),
                    1 << 20,
                    Duration.ofSeconds(1),
                    new ByteRate(48 << 20, 4 << 20),
                    new ByteRate(192 << 20, 16 << 20),
                    new ByteRate(192 << 20, 16 << 20),
                    OptionalLong.empty());

    public RelayConfig {
        Bounds.port("relay.port", port);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new ConfigException(
                    certificate.isEmpty() ? "relay.key" : "relay.certificate",
                    "relay.certificate and relay.key need each other");
        }
        Bounds.between("relay.connectionsMax", connectionsMax, 1, 1_000_000);
        Bounds.between("relay.handshakesPerSecond", handshakesPerSecond, 1, 100_000);
        Bounds.between(
                "relay.reconnectSpread",
                reconnectSpread,
                Duration.ofMillis(100),
                Duration.ofMinutes(10));
        Bounds.between("relay.queueBytesMax", queueBytesMax, 128 << 10, 64 << 20);
        Bounds.between(
                "relay.queueAgeMax", queueAgeMax, Duration.ofMillis(10), Duration.ofMinutes(1));
        session.check("relay.session");
        principal.check("relay.principal");
        node.check("relay.node");
        if (sessionQuota.isPresent()) {
            Bounds.between("relay.session.quota", sessionQuota.getAsLong(), QUOTA_MIN, QUOTA_MAX);
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
                settings.text("relay.key", DEFAULTS.key),
                settings.number("relay.connectionsMax", DEFAULTS.connectionsMax),
                settings.number("relay.handshakesPerSecond", DEFAULTS.handshakesPerSecond),
                settings.duration("relay.reconnectSpread", DEFAULTS.reconnectSpread),
                settings.size("relay.queueBytesMax", DEFAULTS.queueBytesMax),
                settings.duration("relay.queueAgeMax", DEFAULTS.queueAgeMax),
                ByteRate.from(settings, "relay.session", DEFAULTS.session),
                ByteRate.from(settings, "relay.principal", DEFAULTS.principal),
                ByteRate.from(settings, "relay.node", DEFAULTS.node),
                settings.quota("relay.session.quota", DEFAULTS.sessionQuota));
    }
}
