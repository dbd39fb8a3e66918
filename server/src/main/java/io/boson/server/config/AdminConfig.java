package io.boson.server.config;

/// The operator's listener: metrics and checks. Always on loopback, whatever `bind` says.
///
/// @param port 0 for any free one
public record AdminConfig(int port) {

    public static final AdminConfig DEFAULTS = new AdminConfig(3080);

    public AdminConfig {
        Bounds.port("admin.port", port);
    }

    static AdminConfig from(Settings settings) {
        return new AdminConfig(settings.number("admin.port", DEFAULTS.port));
    }
}
