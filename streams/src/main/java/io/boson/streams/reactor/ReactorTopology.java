package io.boson.streams.reactor;

import io.boson.events.Topic;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.projection.SourceTopics;
import io.boson.streams.state.ArbiterRecord;
import io.boson.streams.state.NodeEntry;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// ```
///   nodes ------+                 +--> nodes     silent, back, degraded, recovered, removed
///   heartbeats -+--> ReactorTask -+
///   sessions ---+                 +--> sessions  opened, refused, expired, closed
/// ```
///
/// An application of its own: its guarantee (at least once, first outcome wins) is not the
/// projections', and a source topic can be subscribed only once per topology.
public final class ReactorTopology implements Supplier<Topology> {

    static final String SINK = "-out";

    private static final Topic[] SOURCES = {Topic.NODES, Topic.HEARTBEATS, Topic.SESSIONS};
    private static final Topic[] TARGETS = {Topic.NODES, Topic.SESSIONS};

    private final TopicNames names;
    private final LogSpans spans;
    private final String source;
    private final TunnelRange tunnels;

    /// @param source who writes, for `ce_source`
    /// @param tunnels where clients' tunnel addresses are taken from; the same on every instance
    public ReactorTopology(TopicNames names, LogSpans spans, String source, TunnelRange tunnels) {
        this.names = names;
        this.spans = spans;
        this.source = source;
        this.tunnels = tunnels;
    }

    /// Whether a thread died because the log holds something that this release cannot read.
    public static boolean isUnreadableLog(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReactorTask.UnreadableLogException) {
                return true;
            }
        }
        return false;
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
                "reactors",
                () -> new ReactorTask(sources, spans, source, tunnels),
                Topic.NODES.shortName(),
                Topic.HEARTBEATS.shortName(),
                Topic.SESSIONS.shortName());
        topology.addStateStore(
                store(ReactorTask.NODES, new StateJson<>(NodeEntry.class).serde()), "reactors");
        topology.addStateStore(
                store(ReactorTask.SESSIONS, new StateJson<>(ArbiterRecord.class).serde()),
                "reactors");
        for (Topic topic : TARGETS) {
            topology.addSink(
                    topic.shortName() + SINK,
                    names.of(topic),
                    new StringSerializer(),
                    new ByteArraySerializer(),
                    "reactors");
        }
        return topology;
    }

    /// Never cached: a kept outcome must be in the changelog before its event is in the log.
    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withCachingDisabled();
    }
}
