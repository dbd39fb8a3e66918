package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.BoundedRocksDb;
import io.boson.streams.FactRecord;
import io.boson.streams.log.RecordReader;
import io.boson.streams.reactor.CatchUp.OffsetSpan;
import io.boson.streams.topics.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// The reactors without a broker, from `T0` on by a clock of the test's own. What they
/// write comes back to them at once, as from the log.
final class ReactorDriver implements AutoCloseable {

    private static final TopicNames NAMES = new TopicNames("test.");
    private static final List<Topic> SOURCES =
            List.of(Topic.NODES, Topic.HEARTBEATS, Topic.SESSIONS);

    /// Of five clients' addresses, 2 to 6.
    static final TunnelRange TUNNELS =
            TunnelRange.parse("100.96.0.0/29", "fd00:b050::/48").orElseThrow();

    /// A log with nothing in it.
    static final Map<Topic, OffsetSpan> EMPTY =
            Map.of(
                    Topic.NODES, new OffsetSpan(0, 0),
                    Topic.HEARTBEATS, new OffsetSpan(0, 0),
                    Topic.SESSIONS, new OffsetSpan(0, 0));

    /// When the reactors of a driver begin to serve.
    static final Instant BEGIN = T0.plusMillis(100);

    /// What a reactor wrote.
    record Written(String key, Event event, String id, String correlationId) {}

    private final RecordReader reader = new RecordReader();
    private final TopologyTestDriver driver;
    private final Map<Topic, TestInputTopic<String, byte[]>> inputs = new EnumMap<>(Topic.class);
    private final Map<Topic, TestOutputTopic<String, byte[]>> outputs = new EnumMap<>(Topic.class);
    private Instant now = T0;

    ReactorDriver(Path stateDirectory) {
        this(stateDirectory, EMPTY);
    }

    /// @param unread what the log held when these reactors took over
    ReactorDriver(Path stateDirectory, Map<Topic, OffsetSpan> unread) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "reactors");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        ReactorTopology topology =
                new ReactorTopology(NAMES, (_, _) -> unread, "/boson/test", TUNNELS);
        driver = new TopologyTestDriver(topology.get(), properties, T0);
        for (Topic topic : SOURCES) {
            inputs.put(
                    topic,
                    driver.createInputTopic(
                            NAMES.of(topic), new StringSerializer(), new ByteArraySerializer()));
            outputs.put(
                    topic,
                    driver.createOutputTopic(
                            NAMES.of(topic),
                            new StringDeserializer(),
                            new ByteArrayDeserializer()));
        }
        pass(Duration.between(T0, BEGIN));
    }

    Instant now() {
        return now;
    }

    void feed(FactRecord record) {
        Objects.requireNonNull(inputs.get(record.topic())).pipeInput(record.forDriver());
    }

    /// Received by the log just now.
    void feed(Event event) {
        feed(FactRecord.of(event).receivedAt(now));
    }

    /// Lets time pass in steps of at most a second, so that every sweep takes place.
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Duration left = Duration.between(now, end);
            Duration step =
                    left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1);
            now = now.plus(step);
            driver.advanceWallClockTime(step);
        }
    }

    /// What was written since the last call: first to `nodes`, then to `sessions`.
    List<Written> written() {
        return Stream.of(Topic.NODES, Topic.SESSIONS)
                .map(outputs::get)
                .flatMap(output -> output.readRecordsToList().stream())
                .map(this::written)
                .toList();
    }

    List<Event> events() {
        return written().stream().map(Written::event).toList();
    }

    private Written written(TestRecord<String, byte[]> record) {
        return switch (reader.read(record.headers(), record.value())) {
            case Decoded.Known(var event) ->
                    new Written(
                            record.key(),
                            event,
                            RecordReader.eventId(record.headers()),
                            RecordReader.correlationId(record.headers()));
            case Decoded.Unknown(var type) -> throw new AssertionError("wrote " + type);
            case Decoded.Malformed(var type, var why) ->
                    throw new AssertionError("wrote " + type + ": " + why);
        };
    }

    @Override
    public void close() {
        driver.close();
    }
}
