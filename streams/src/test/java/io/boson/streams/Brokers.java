package io.boson.streams;

import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// Brokers for tests that take Kafka away.
public final class Brokers {

    private Brokers() {}

    /// Keeps its port, so that clients find it again after a restart.
    public static EmbeddedKafka restartable(Path directory) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new EmbeddedKafka(
                    EmbeddedKafkaConfig.in(directory).withPort(free.getLocalPort()));
        }
    }
}
