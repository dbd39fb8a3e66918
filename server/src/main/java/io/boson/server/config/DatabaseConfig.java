package io.boson.server.config;

import java.util.regex.Pattern;

/// Where the history is kept.
///
/// @param url `jdbc:postgresql://host:port/database`; empty for a PostgreSQL that this server runs
///     beside itself; `none` for no history at all
public record DatabaseConfig(String url, String user, String password) {

    public static final DatabaseConfig DEFAULTS = new DatabaseConfig("", "boson", "");

    private static final String NONE = "none";

    /// Credentials have keys of their own: an address is shown and logged.
    private static final Pattern URL =
            Pattern.compile(
                    "jdbc:postgresql://[A-Za-z0-9._:\\[\\],-]+/[A-Za-z0-9_-]+(\\?[^@\\s]*)?");

    public DatabaseConfig {
        if (!url.isEmpty() && !url.equals(NONE) && !URL.matcher(url).matches()) {
            throw new ConfigException(
                    "database.url", "must be jdbc:postgresql://host:port/database, none, or empty");
        }
        if (url.contains("password=") || url.contains("user=")) {
            throw new ConfigException(
                    "database.url", "must not hold credentials: see database.user and .password");
        }
    }

    public boolean isEmbedded() {
        return url.isEmpty();
    }

    public boolean isNone() {
        return url.equals(NONE);
    }

    static DatabaseConfig from(Settings settings) {
        return new DatabaseConfig(
                settings.text("database.url", DEFAULTS.url),
                settings.text("database.user", DEFAULTS.user),
                settings.text("database.password", DEFAULTS.password));
    }

    /// Without the password.
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + url + ", user=" + user + "]";
    }
}
