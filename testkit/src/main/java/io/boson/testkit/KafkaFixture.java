package io.boson.testkit;

import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaConfig;
import io.boson.embedded.EmbeddedKafkaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One Kafka for all tests of a run: started when the first test asks for it, stopped after the
/// last. A test class gets a prefix of its own for its topics, so that no class sees another's.
///
/// ```java
/// @ExtendWith(KafkaFixture.class)
/// final class SomethingOnKafkaTest {
///     @BeforeAll
///     static void begin(KafkaFixture.Kafka kafka) { ... }
/// }
/// ```
public final class KafkaFixture implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(KafkaFixture.class);

    /// What a test class is given.
    ///
    /// @param prefix of the topics of this test class
    public record Kafka(String bootstrapServers, String prefix) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Kafka.class;
    }

    @Override
    public Kafka resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Broker broker =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Broker.class, _ -> Broker.start(), Broker.class);
        String name = context.getRequiredTestClass().getNestHost().getSimpleName();
        return new Kafka(broker.kafka.bootstrapServers(), name.toLowerCase(Locale.ROOT) + ".");
    }

    /// Lives in the root's store, which closes it when the run ends.
    private record Broker(EmbeddedKafka kafka, Path directory) implements AutoCloseable {

        static Broker start() {
            try {
                Path directory = Files.createTempDirectory("boson-kafka-");
                EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(directory));
                kafka.start();
                return new Broker(kafka, directory);
            } catch (IOException | EmbeddedKafkaException failed) {
                throw new IllegalStateException("no Kafka for the tests", failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            }
        }

        @Override
        public void close() throws IOException {
            kafka.stop();
            List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(directory)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}
