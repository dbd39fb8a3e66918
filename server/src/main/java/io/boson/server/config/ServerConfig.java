package io.boson.server.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Everything a server is told before it starts. `config.yml` at the repository's root shows every
/// key with its default and says what it means.
///
/// @param bind the address every public listener binds to; loopback by default
/// @param advertisedHost under which nodes and clients reach this server
/// @param advertisedRelay URL of a proxy before the relay, such as `wss://boson.example:443`; empty
///     where nodes and clients reach the relay itself
/// @param data directory of everything the server keeps
/// @param enrolment who may register an unknown node
/// @param clients who may ask for a route
/// @param legacy whether what exists only for the original's clients is on
public record ServerConfig(
        InetAddress bind,
        String advertisedHost,
        String advertisedRelay,
        Path data,
        Enrolment enrolment,
        Clients clients,
        boolean legacy,
        SessionsConfig sessions,
        HttpConfig http,
        AdminConfig admin,
        RelayConfig relay,
        UdpConfig udp,
        TunnelConfig tunnel,
        KafkaConfig kafka,
        DatabaseConfig database,
        HistoryConfig history,
        TokenConfig tokens,
        LimitsConfig limits,
        RoutingConfig routing,
        MetricsConfig metrics,
        TurnConfig turn,
        LogConfig log) {

    private static final Path DATA = Path.of("data");
    private static final String BIND = "127.0.0.1";

    /// A DNS name or an IPv4 literal; an IPv6 literal has colons and no brackets.
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");

    private static final Pattern RELAY =
            Pattern.compile("wss?://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");

    public ServerConfig {
        if (!HOST.matcher(advertisedHost).matches()) {
            throw new ConfigException(
                    "advertisedHost", "must be a host name or an IP address, without a port");
        }
        if (!advertisedRelay.isEmpty() && !RELAY.matcher(advertisedRelay).matches()) {
            throw new ConfigException(
                    "advertisedRelay", "must be ws:// or wss://, a host, a colon and a port");
        }
        differ("relay.port", relay.port(), "http.port", http.port());
        differ("admin.port", admin.port(), "http.port", http.port());
        differ("admin.port", admin.port(), "relay.port", relay.port());
    }

    static ServerConfig from(Settings settings) {
        InetAddress bind = address(settings.text("bind", BIND));
        Path data = settings.path("data", DATA);
        boolean legacy = settings.flag("legacy", false);
        return new ServerConfig(
                bind,
                advertisedHost(settings, bind),
                settings.text("advertisedRelay", ""),
                data,
                settings.choice("enrolment", Enrolment.KEY),
                settings.choice("clients", Clients.OPEN),
                legacy,
                SessionsConfig.from(settings),
                HttpConfig.from(settings),
                AdminConfig.from(settings),
                RelayConfig.from(settings),
                UdpConfig.from(settings),
                TunnelConfig.from(settings),
                KafkaConfig.from(settings),
                DatabaseConfig.from(settings),
                HistoryConfig.from(settings),
                TokenConfig.from(settings, data, legacy),
                LimitsConfig.from(settings),
                RoutingConfig.from(settings),
                MetricsConfig.from(settings),
                TurnConfig.from(settings),
                LogConfig.from(settings));
    }

    /// No look-up: a name that DNS answers differently tomorrow is no address to bind to.
    private static InetAddress address(String text) {
        try {
            return text.equals("localhost")
                    ? InetAddress.ofLiteral(BIND)
                    : InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException noLiteral) {
            throw new ConfigException(
                    "bind", "must be an IP address or localhost, not \"" + text + "\"");
        }
    }

    private static String advertisedHost(Settings settings, InetAddress bind) {
        String host = settings.text("advertisedHost", "");
        if (!host.isEmpty()) {
            return host;
        }
        // Nobody can connect to the wildcard; LoadedConfig warns about it.
        return bind.isLoopbackAddress() || bind.isAnyLocalAddress()
                ? "localhost"
                : bind.getHostAddress();
    }

    private static void differ(String key, int port, String otherKey, int otherPort) {
        if (port == otherPort && port != 0) {
            throw new ConfigException(key, "must differ from " + otherKey + ", both are " + port);
        }
    }
}
