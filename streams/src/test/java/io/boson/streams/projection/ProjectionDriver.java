package io.boson.streams.projection;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.streams.BoundedRocksDb;
import io.boson.streams.FactRecord;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// The projections without a broker: facts in, records of `fleet` and `live` out.
final class ProjectionDriver implements AutoCloseable {

    private static final TopicNames NAMES = new TopicNames("test.");

    final FoldCounters counters = new FoldCounters();

    private final TopologyTestDriver driver;
    private final Map<Topic, TestInputTopic<String, byte[]>> inputs = new EnumMap<>(Topic.class);
    private final TestOutputTopic<String, byte[]> fleet;
    private final TestOutputTopic<String, byte[]> live;

    ProjectionDriver(Path stateDirectory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "projections");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        driver = new TopologyTestDriver(new ProjectionTopology(NAMES, counters).get(), properties);
        for (Topic topic :
                List.of(
                        Topic.NODES,
                        Topic.HEARTBEATS,
                        Topic.METRICS,
                        Topic.SESSIONS,
                        Topic.USAGE)) {
            inputs.put(
                    topic,
                    driver.createInputTopic(
                            NAMES.of(topic), new StringSerializer(), new ByteArraySerializer()));
        }
        fleet =
                driver.createOutputTopic(
                        NAMES.fleet(), new StringDeserializer(), new ByteArrayDeserializer());
        live =
                driver.createOutputTopic(
                        NAMES.live(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    void feed(FactRecord record) {
        Optional.ofNullable(inputs.get(record.topic())).orElseThrow().pipeInput(record.forDriver());
    }

    void feed(List<FactRecord> records) {
        records.forEach(this::feed);
    }

    void feed(Event event) {
        feed(FactRecord.of(event));
    }

    /// Records of `fleet` since the last call, as they came.
    List<Told> fleet() {
        return fleet.readRecordsToList().stream().map(Told::of).toList();
    }

    List<Told> live() {
        return live.readRecordsToList().stream().map(Told::of).toList();
    }

    @Override
    public void close() {
        driver.close();
    }

    /// A record of a compacted topic.
    ///
    /// @param value empty for a tombstone
    /// @param position empty where the record carries none
    record Told(
            String key,
            Optional<String> value,
            Optional<String> position,
            Optional<String> reason) {

        private static final StateJson<FleetNode> NODE = new StateJson<>(FleetNode.class);
        private static final StateJson<LiveSession> SESSION = new StateJson<>(LiveSession.class);

        private static Told of(TestRecord<String, byte[]> record) {
            return new Told(
                    record.key(),
                    Optional.ofNullable(record.value())
                            .map(value -> new String(value, StandardCharsets.UTF_8)),
                    header(record, "boson-position"),
                    header(record, "boson-reason"));
        }

        private static Optional<String> header(TestRecord<String, byte[]> record, String name) {
            return Optional.ofNullable(record.headers().lastHeader(name))
                    .map(Header::value)
                    .map(value -> new String(value, StandardCharsets.UTF_8));
        }

        boolean isMarker() {
            return key.startsWith("~");
        }

        FleetNode node() {
            return NODE.read(value.orElseThrow().getBytes(StandardCharsets.UTF_8));
        }

        LiveSession session() {
            return SESSION.read(value.orElseThrow().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// What is left of the nodes when all but the last record of each key is compacted away.
    static Map<NodeId, FleetNode> compactedFleet(List<Told> records) {
        Map<NodeId, FleetNode> left = new HashMap<>();
        records.stream()
                .filter(record -> !record.isMarker())
                .forEach(record -> left.put(NodeId.of(record.key()), record.node()));
        return left;
    }

    static Map<SessionId, LiveSession> compactedLive(List<Told> records) {
        Map<SessionId, LiveSession> left = new HashMap<>();
        for (Told record : records) {
            if (record.isMarker()) {
                continue;
            }
            SessionId id = SessionId.of(record.key());
            if (record.value().isPresent()) {
                left.put(id, record.session());
            } else {
                left.remove(id);
            }
        }
        return left;
    }
}
