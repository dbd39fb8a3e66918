package io.boson.streams.projection;

import io.boson.events.Topic;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.SessionUse;
import io.boson.streams.FactRecord;
import io.boson.streams.projection.ProjectionDriver.Told;
import io.boson.streams.state.LoadBytes;
import io.boson.streams.state.LoadEntry;
import io.boson.streams.state.NodeEntry;
import io.boson.streams.state.ReplicaKey;
import io.boson.streams.state.SampledEntry;
import io.boson.streams.state.SessionEntry;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// The two projections of one partition, fed records at offsets of the test's choice: what no
/// driver does, and a crash does, namely reading a record again that the state already knows.
final class ProjectionHarness {

    private static final TopicNames NAMES = new TopicNames("test.");

    final FoldCounters counters = new FoldCounters();

    /// The partition each record was sent to, and what it was, for `fleet` and `live` in turn.
    record Sent(int partition, Told told) {}

    private final Path stateDirectory;
    private final int partition;
    private final MockProcessorContext<ReplicaKey, byte[]> ofNodes;
    private final MockProcessorContext<ReplicaKey, byte[]> ofSessions;
    private final Processor<String, byte[], ReplicaKey, byte[]> nodes;
    private final Processor<String, byte[], ReplicaKey, byte[]> sessions;

    ProjectionHarness(Path stateDirectory, int partition) {
        this.stateDirectory = stateDirectory;
        this.partition = partition;
        SourceTopics sources = new SourceTopics(NAMES);
        ofNodes = context();
        store(ofNodes, NodeProjection.NODES, new StateJson<>(NodeEntry.class).serde());
        Serde<LoadEntry> loads = LoadBytes.serde();
        store(ofNodes, NodeProjection.LOADS, loads);
        store(ofNodes, NodeProjection.SAMPLES, new StateJson<>(SampledEntry.class).serde());
        ofSessions = context();
        store(ofSessions, SessionProjection.SESSIONS, new StateJson<>(SessionEntry.class).serde());
        store(ofSessions, SessionProjection.USES, new StateJson<>(SessionUse.class).serde());
        store(ofSessions, SessionProjection.PLACES, new StateJson<>(SessionPlaces.class).serde());
        nodes = new NodeProjection(sources, counters);
        nodes.init(ofNodes);
        sessions = new SessionProjection(sources, counters);
        sessions.init(ofSessions);
    }

    private MockProcessorContext<ReplicaKey, byte[]> context() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "projections");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9");
        return new MockProcessorContext<>(
                properties, new TaskId(0, partition), stateDirectory.toFile());
    }

    private static <V> void store(
            MockProcessorContext<ReplicaKey, byte[]> context, String name, Serde<V> values) {
        KeyValueStore<String, V> store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                        .withLoggingDisabled()
                        .withCachingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    /// Each topic's records get the offsets from 0 on, in the order in which they stand here.
    static List<Placed> placed(List<FactRecord> records) {
        Map<Topic, Long> ends = new EnumMap<>(Topic.class);
        List<Placed> placed = new ArrayList<>();
        for (FactRecord record : records) {
            long end = ends.merge(record.topic(), 1L, Long::sum);
            placed.add(new Placed(record, end - 1));
        }
        return placed;
    }

    record Placed(FactRecord record, long offset) {}

    void feed(List<Placed> records) {
        records.forEach(this::feed);
    }

    private void feed(Placed placed) {
        FactRecord fact = placed.record();
        Record<String, byte[]> record =
                new Record<>(
                        fact.key(), fact.value(), fact.receivedAt().toEpochMilli(), fact.headers());
        for (var context : List.of(ofNodes, ofSessions)) {
            context.setRecordMetadata(NAMES.of(fact.topic()), partition, placed.offset());
        }
        if (fact.topic() != Topic.USAGE) {
            nodes.process(record);
        }
        if (fact.topic() == Topic.SESSIONS || fact.topic() == Topic.USAGE) {
            sessions.process(record);
        }
    }

    List<Told> fleet() {
        return sentToFleet().stream().map(Sent::told).toList();
    }

    List<Told> live() {
        return sentToLive().stream().map(Sent::told).toList();
    }

    List<Sent> sentToFleet() {
        return sent(ofNodes);
    }

    List<Sent> sentToLive() {
        return sent(ofSessions);
    }

    private static List<Sent> sent(MockProcessorContext<ReplicaKey, byte[]> context) {
        return context.forwarded().stream()
                .map(each -> each.record())
                .map(
                        record ->
                                new Sent(
                                        record.key().partition(),
                                        new Told(
                                                record.key().text(),
                                                Optional.ofNullable(record.value())
                                                        .map(ProjectionHarness::text),
                                                header(record, ReplicaKey.POSITION),
                                                header(record, ReplicaKey.REASON))))
                .toList();
    }

    private static Optional<String> header(
            Record<? extends ReplicaKey, ? extends byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(ProjectionHarness::text);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
