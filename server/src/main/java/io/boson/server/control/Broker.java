package io.boson.server.control;

import io.boson.embedded.BrokerState;
import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaConfig;
import io.boson.embedded.EmbeddedKafkaException;
import io.boson.server.config.KafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// The Kafka that is used: somebody's cluster, or the one in this process. With a cluster, the
/// embedded broker's classes are never loaded.
public sealed interface Broker extends AutoCloseable {

    int PARTITIONS_EMBEDDED = 4;
    int PARTITIONS_CLUSTER = 12;

    /// In the data directory: where the embedded broker listens, a new port at each start.
    String ADDRESS_FILE = "kafka.bootstrap";

    String bootstrapServers();

    /// Why it cannot serve, where that is known from inside.
    Optional<String> failure();

    int partitions();

    short replication();

    @Override
    void close();

    static Broker start(KafkaConfig config, Path data)
            throws EmbeddedKafkaException, IOException, InterruptedException {
        if (!config.embedded()) {
            return new Cluster(config.bootstrapServers(), (short) config.replication());
        }
        EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(data.resolve("kafka")));
        kafka.start();
        Path address = data.resolve(ADDRESS_FILE);
        Files.writeString(address, kafka.bootstrapServers() + "\n");
        return new Embedded(kafka, address);
    }

    record Cluster(String bootstrapServers, short replication) implements Broker {

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }

        @Override
        public int partitions() {
            return PARTITIONS_CLUSTER;
        }

        @Override
        public void close() {}
    }

    /// @param address a file that tells people where to point their Kafka tools, while it runs
    record Embedded(EmbeddedKafka kafka, Path address) implements Broker {

        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public Optional<String> failure() {
            return switch (kafka.state()) {
                case BrokerState.Failed(String reason) -> Optional.of(reason);
                case BrokerState.Stopped() -> Optional.of("the embedded broker is stopped");
                case BrokerState.Running() -> Optional.empty();
            };
        }

        @Override
        public int partitions() {
            return PARTITIONS_EMBEDDED;
        }

        @Override
        public short replication() {
            return 1;
        }

        @Override
        public void close() {
            kafka.close();
            try {
                Files.deleteIfExists(address);
            } catch (IOException leftBehind) {
                LoggerFactory.getLogger(Broker.class).debug("{} stays", address, leftBehind);
            }
        }
    }
}
