package io.boson.server.config;

import java.util.regex.Pattern;

/// Where the log lives.
///
/// @param bootstrapServers `host:port,host:port`; empty for the broker inside this process
/// @param replication copies of each record that a cluster keeps; the embedded broker keeps one
public record KafkaConfig(String bootstrapServers, int replication) {

    public static final KafkaConfig DEFAULTS = new KafkaConfig("", 3);

    private static final String SERVER = "([^\\s,:]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}";

    private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");

    public KafkaConfig {
        if (!bootstrapServers.isEmpty() && !SERVERS.matcher(bootstrapServers).matches()) {
            throw new ConfigException(
                    "kafka.bootstrapServers",
                    "must be host:port,host:port,... or empty, not \"" + bootstrapServers + "\"");
        }
        Bounds.between("kafka.replication", replication, 1, 7);
    }

    /// Whether this process runs its own broker.
    public boolean embedded() {
        return bootstrapServers.isEmpty();
    }

    static KafkaConfig from(Settings settings) {
        return new KafkaConfig(
                settings.text("kafka.bootstrapServers", DEFAULTS.bootstrapServers),
                settings.number("kafka.replication", DEFAULTS.replication));
    }
}
