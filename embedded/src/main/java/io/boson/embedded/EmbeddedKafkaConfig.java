package io.boson.embedded;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/// What the embedded broker needs to know.
///
/// @param directory where the log lies; made if missing; may not contain a comma, which Kafka reads
///     as a list of directories
/// @param host the address to listen on, and the one clients are told: a concrete one
/// @param port 0 to 65535; 0 takes a free one, a new one at each start
/// @param partitions of Kafka's own topics, and of topics created without a number: 1 to 50
/// @param startTimeoutMax how long a start may take, recovery after a crash included
public record EmbeddedKafkaConfig(
        Path directory, InetAddress host, int port, int partitions, Duration startTimeoutMax) {

    public EmbeddedKafkaConfig {
        directory = directory.toAbsolutePath().normalize();
        if (directory.toString().contains(",")) {
            throw new IllegalArgumentException("directory must not contain a comma: " + directory);
        }
        if (host.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "host must be one address, not " + host.getHostAddress());
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (partitions < 1 || partitions > 50) {
            throw new IllegalArgumentException("partitions must be 1 to 50, not " + partitions);
        }
        if (!startTimeoutMax.isPositive()) {
            throw new IllegalArgumentException("startTimeoutMax must be positive");
        }
    }

    /// Loopback, a free port, 4 partitions, 30 seconds to start.
    public static EmbeddedKafkaConfig in(Path directory) {
        return new EmbeddedKafkaConfig(
                directory, InetAddress.getLoopbackAddress(), 0, 4, Duration.ofSeconds(30));
    }

    public EmbeddedKafkaConfig withPort(int newPort) {
        return new EmbeddedKafkaConfig(directory, host, newPort, partitions, startTimeoutMax);
    }
}
