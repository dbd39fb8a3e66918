package io.boson.streams.projection;

import io.boson.events.Topic;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.SessionUse;
import io.boson.streams.state.LoadBytes;
import io.boson.streams.state.NodeEntry;
import io.boson.streams.state.ReplicaKey;
import io.boson.streams.state.SampledEntry;
import io.boson.streams.state.SessionEntry;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// ```
///   nodes ------+
///   heartbeats -+
///   metrics ----+--> NodeProjection ----> fleet
///   sessions ---+--> SessionProjection -> live
///   usage ----------^
/// ```
///
/// All sources have the same number of partitions and the same key, so one task sees everything
/// about a node.
public final class ProjectionTopology implements Supplier<Topology> {

    /// Part of the application id: changed folds are built beside the old ones and take over.
    public static final int FOLD_VERSION = 1;

    private static final List<Topic> SOURCES =
            List.of(Topic.NODES, Topic.HEARTBEATS, Topic.METRICS, Topic.SESSIONS, Topic.USAGE);

    private final TopicNames names;
    private final FoldCounters counters;

    public ProjectionTopology(TopicNames names, FoldCounters counters) {
        this.names = names;
        this.counters = counters;
    }

    @Override
    public Topology get() {
        SourceTopics sources = new SourceTopics(names);
        Topology topology = new Topology();
        for (Topic topic : SOURCES) {
            topology.addSource(
                    topic.shortName(),
                    new StringDeserializer(),
                    new ByteArrayDeserializer(),
                    names.of(topic));
        }
        topology.addProcessor(
                "node-projection",
                () -> new NodeProjection(sources, counters),
                Topic.NODES.shortName(),
                Topic.HEARTBEATS.shortName(),
                Topic.METRICS.shortName(),
                Topic.SESSIONS.shortName());
        topology.addProcessor(
                "session-projection",
                () -> new SessionProjection(sources, counters),
                Topic.SESSIONS.shortName(),
                Topic.USAGE.shortName());
        addStores(topology);
        addSink(topology, "fleet", names.fleet(), "node-projection");
        addSink(topology, "live", names.live(), "session-projection");
        return topology;
    }

    /// No cache before the facts: order of writes is what makes a crash harmless. Heartbeats are
    /// many, and losing one to a crash costs nothing that reading it again does not mend.
    private static void addStores(Topology topology) {
        topology.addStateStore(
                store(NodeProjection.NODES, new StateJson<>(NodeEntry.class).serde())
                        .withCachingDisabled(),
                "node-projection");
        topology.addStateStore(
                store(NodeProjection.LOADS, LoadBytes.serde()).withCachingEnabled(),
                "node-projection");
        topology.addStateStore(
                store(NodeProjection.SAMPLES, new StateJson<>(SampledEntry.class).serde())
                        .withCachingEnabled(),
                "node-projection");
        topology.addStateStore(
                store(SessionProjection.SESSIONS, new StateJson<>(SessionEntry.class).serde())
                        .withCachingDisabled(),
                "session-projection");
        topology.addStateStore(
                store(SessionProjection.USES, new StateJson<>(SessionUse.class).serde())
                        .withCachingDisabled(),
                "session-projection");
        topology.addStateStore(
                store(SessionProjection.PLACES, new StateJson<>(SessionPlaces.class).serde())
                        .withCachingDisabled(),
                "session-projection");
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }

    private static void addSink(Topology topology, String name, String topic, String parent) {
        topology.addSink(
                name,
                topic,
                ReplicaKey.serializer(),
                new ByteArraySerializer(),
                ReplicaKey.partitioner(),
                parent);
    }
}
