package io.boson.server.config;

import java.util.regex.Pattern;

/// Where the log lives.
///
/// @param bootstrapServers `host:port,host:port`; empty for the broker inside this process
public record KafkaConfig(String bootstrapServers) {

    public static final KafkaConfig DEFAULTS = new KafkaConfig("");

    private static final String SERVER = "([^\\s,:]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}";

    private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");

    public KafkaConfig {
        if (!bootstrapServers.isEmpty() && !SERVERS.matcher(bootstrapServers).matches()) {
            throw new ConfigException(
                    "kafka.bootstrapServers",
                    "must be host:port,host:port,... or empty, not \"" + bootstrapServers + "\"");
        }
    }

    /// Whether this process runs its own broker.
    public boolean embedded() {
        return bootstrapServers.isEmpty();
    }

    static KafkaConfig from(Settings settings) {
        return new KafkaConfig(settings.text("kafka.bootstrapServers", DEFAULTS.bootstrapServers));
    }
}
