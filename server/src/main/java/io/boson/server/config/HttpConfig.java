package io.boson.server.config;

import java.time.Duration;
import java.util.List;

/// The API's listener.
///
/// @param port TCP; 0 for any free one
/// @param idleTimeout a connection on which nothing moves for so long is closed
/// @param requestTimeout a request that has not arrived whole by then is cut off, however busily it
///     trickles
/// @param bodyBytesMax longer request bodies are answered 413; those of metrics only beyond 1 MiB
/// @param headerBytesMax request line and headers together; longer ones are answered 431
/// @param connectionsMax at the same time; further ones wait in the backlog
/// @param stopTimeout how long requests in flight may take to end when the server stops
/// @param trustedProxies that are believed when `X-Forwarded-For` says whom they speak for
public record HttpConfig(
        int port,
        Duration idleTimeout,
        Duration requestTimeout,
        int bodyBytesMax,
        int headerBytesMax,
        int connectionsMax,
        Duration stopTimeout,
        List<AddressRange> trustedProxies) {

    public static final HttpConfig DEFAULTS =
            new HttpConfig(
                    3000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    256 * 1024,
                    16 * 1024,
                    20_000,
                    Duration.ofSeconds(5),
                    List.of());

    public HttpConfig {
        trustedProxies = List.copyOf(trustedProxies);
        Bounds.port("http.port", port);
        Bounds.between(
                "http.idleTimeout", idleTimeout, Duration.ofMillis(100), Duration.ofHours(1));
        Bounds.between(
                "http.requestTimeout", requestTimeout, Duration.ofMillis(100), Duration.ofHours(1));
        Bounds.between("http.bodyBytesMax", bodyBytesMax, 1024, 64 << 20);
        Bounds.between("http.headerBytesMax", headerBytesMax, 6 * 1024, 1 << 20);
        Bounds.between("http.connectionsMax", connectionsMax, 1, 1_000_000);
        Bounds.between("http.stopTimeout", stopTimeout, Duration.ZERO, Duration.ofMinutes(5));
    }

    static HttpConfig from(Settings settings) {
        return new HttpConfig(
                settings.number("http.port", DEFAULTS.port),
                settings.duration("http.idleTimeout", DEFAULTS.idleTimeout),
                settings.duration("http.requestTimeout", DEFAULTS.requestTimeout),
                settings.size("http.bodyBytesMax", DEFAULTS.bodyBytesMax),
                settings.size("http.headerBytesMax", DEFAULTS.headerBytesMax),
                settings.number("http.connectionsMax", DEFAULTS.connectionsMax),
                settings.duration("http.stopTimeout", DEFAULTS.stopTimeout),
                AddressRange.parseAll(
                        "http.trustedProxies", settings.text("http.trustedProxies", "")));
    }

    /// The same, on another port: tests ask for a free one.
    public HttpConfig withPort(int other) {
        return new HttpConfig(
                other,
                idleTimeout,
                requestTimeout,
                bodyBytesMax,
                headerBytesMax,
                connectionsMax,
                stopTimeout,
                trustedProxies);
    }
}
