package io.boson.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/// The directory Kafka writes to: made and formatted once, and looked at when the broker died.
final class LogDirectory {

    /// Kafka writes it last when it formats, so its presence means a complete format.
    private static final String FORMATTED = "meta.properties";

    private static final long FREE_BYTES_MIN = 1 << 20;

    private LogDirectory() {}

    /// Formats a new directory with a cluster id of its own; leaves a formatted one as it is.
    ///
    /// Refuses topics without [#FORMATTED]: a new cluster would take them for strays and delete
    /// them.
    static void prepare(Path directory) throws EmbeddedKafkaException {
        try {
            Files.createDirectories(directory);
            if (Files.exists(directory.resolve(FORMATTED))) {
                return;
            }
            if (containsDirectory(directory)) {
                throw new EmbeddedKafkaException(
                        "%s holds a Kafka log but its %s is missing"
                                .formatted(directory, FORMATTED));
            }
            format(directory);
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "cannot prepare %s for Kafka: %s".formatted(directory, e), e);
        }
    }

    private static boolean containsDirectory(Path directory) throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory, Files::isDirectory)) {
            return found.iterator().hasNext();
        }
    }

    private static void format(Path directory) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setControllerListenerName(ListenSockets.CONTROLLER)
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /// What can be seen from outside of why a broker gave up: Kafka itself says only that it did.
    static String diagnose(Path directory) {
        if (!Files.isDirectory(directory)) {
            return directory + " is gone";
        }
        if (!Files.isWritable(directory)) {
            return directory + " cannot be written to";
        }
        try {
            return Files.getFileStore(directory).getUsableSpace() < FREE_BYTES_MIN
                    ? "the disk of " + directory + " is full"
                    : "log directory " + directory;
        } catch (IOException e) {
            return directory + " cannot be read: " + e.getMessage();
        }
    }
}
