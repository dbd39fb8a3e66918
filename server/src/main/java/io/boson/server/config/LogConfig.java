package io.boson.server.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// What is written to the console.
///
/// @param level of everything that `levels` does not name
/// @param levels by package or class name; the longest name wins
public record LogConfig(LogLevel level, Map<String, LogLevel> levels) {

    /// Libraries that tell at INFO what only their authors want to know; Kafka and Jersey do so at
    /// WARN too, at every start.
    private static final Map<String, LogLevel> QUIET =
            Map.ofEntries(
                    Map.entry("org.apache.kafka", LogLevel.ERROR),
                    Map.entry("kafka", LogLevel.ERROR),
                    Map.entry("state.change.logger", LogLevel.ERROR),
                    Map.entry("org.eclipse.jetty", LogLevel.WARN),
                    Map.entry("org.glassfish", LogLevel.ERROR),
                    Map.entry("io.dropwizard", LogLevel.WARN),
                    Map.entry("io.netty", LogLevel.WARN),
                    Map.entry("com.zaxxer.hikari", LogLevel.ERROR),
                    Map.entry("org.flywaydb", LogLevel.WARN));

    public static final LogConfig DEFAULTS = new LogConfig(LogLevel.INFO, QUIET);

    public LogConfig {
        levels = Map.copyOf(levels);
    }

    static LogConfig from(Settings settings) {
        Map<String, LogLevel> levels = new LinkedHashMap<>(QUIET);
        levels.putAll(settings.choices("log.levels", LogLevel.INFO));
        return new LogConfig(settings.choice("log.level", DEFAULTS.level), levels);
    }
}
