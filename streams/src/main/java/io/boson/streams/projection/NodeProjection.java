package io.boson.streams.projection;

import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.events.codec.EventTypes;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionEvent;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.load.SampledLoad;
import io.boson.streams.log.RecordReader;
import io.boson.streams.state.LoadEntry;
import io.boson.streams.state.NodeEntry;
import io.boson.streams.state.ReplicaKey;
import io.boson.streams.state.SampledEntry;
import io.boson.streams.state.StateJson;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Facts of `nodes`, `heartbeats`, `metrics` and `sessions` folded into each node's state; every
/// record of `nodes` yields one record of `fleet`, heartbeats and samples only now and then
/// ([NodeLoad#worthTelling]).
final class NodeProjection implements Processor<String, byte[], ReplicaKey, byte[]> {

    static final String NODES = "nodes";
    static final String LOADS = "loads";
    static final String SAMPLES = "samples";

    private final RecordReader reader = new RecordReader();
    private final StateJson<FleetNode> json = new StateJson<>(FleetNode.class);
    private final SourceTopics sources;
    private final FoldCounters counters;

    private ProcessorContext<ReplicaKey, byte[]> context;
    private KeyValueStore<String, NodeEntry> nodes;
    private KeyValueStore<String, LoadEntry> loads;
    private KeyValueStore<String, SampledEntry> samples;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    NodeProjection(SourceTopics sources, FoldCounters counters) {
        this.sources = sources;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<ReplicaKey, byte[]> newContext) {
        context = newContext;
        nodes = newContext.getStateStore(NODES);
        loads = newContext.getStateStore(LOADS);
        samples = newContext.getStateStore(SAMPLES);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        LogPosition position = sources.position(context);
        if (position.topic() == Topic.SESSIONS && !isOfNode(record)) {
            return; // a session's own events say nothing about its node
        }
        switch (reader.read(record.headers(), record.value())) {
            case Decoded.Known(var event) when event.topic() == position.topic() -> {
                switch (event) {
                    case NodeEvent nodeEvent -> fold(nodeEvent, record, position);
                    case Heartbeat heartbeat -> fold(heartbeat, record, position);
                    case MetricsSubmitted metrics -> fold(metrics, record, position);
                    case SessionEvent.OfNode socket -> fold(socket, record, position);
                    default -> {} // no other type belongs into these topics
                }
            }
            case Decoded.Known _, Decoded.Unknown _, Decoded.Malformed _ ->
                    passOver(record, position);
        }
    }

    private static boolean isOfNode(Record<String, byte[]> record) {
        Class<?> shape = EventTypes.all().get(RecordReader.type(record.headers()));
        return shape != null && SessionEvent.OfNode.class.isAssignableFrom(shape);
    }

    /// Unreadable records of `sessions` are counted by whoever folds sessions.
    private void passOver(Record<String, byte[]> record, LogPosition position) {
        if (position.topic() != Topic.SESSIONS) {
            counters.unreadable();
        }
        if (position.topic() == Topic.NODES) {
            Optional.ofNullable(record.key())
                    .flatMap(NodeId::parse)
                    .ifPresent(id -> tellReaders(record, id.toString(), position));
            ReplicaRecords.forwardMarker(context, record, position);
        }
    }

    private void fold(NodeEvent event, Record<String, byte[]> record, LogPosition position) {
        String key = event.key();
        NodeEntry before = entry(key);
        NodeEntry after = before.evolve(event, position.offset());
        if (after.node().equals(before.node())) {
            counters.unchanged();
        }
        nodes.put(key, after);
        tellReaders(record, key, position);
        ReplicaRecords.forwardMarker(context, record, position);
    }

    private void fold(
            SessionEvent.OfNode event, Record<String, byte[]> record, LogPosition position) {
        String key = event.key();
        NodeEntry after = entry(key).evolve(event, position.offset());
        nodes.put(key, after);
        if (!(after.node() instanceof Node.Unknown)) {
            forward(record, key, after, Optional.empty());
        }
    }

    private void fold(Heartbeat heartbeat, Record<String, byte[]> record, LogPosition position) {
        String key = heartbeat.key();
        LoadEntry before = load(key);
        NodeLoad load =
                before.load()
                        .evolve(
                                heartbeat,
                                position.offset(),
                                Instant.ofEpochMilli(record.timestamp()));
        boolean tell = load.worthTelling(before.told());
        loads.put(key, new LoadEntry(load, tell ? load : before.told()));
        if (tell) {
            tellOfLoad(record, key);
        }
    }

    private void fold(
            MetricsSubmitted metrics, Record<String, byte[]> record, LogPosition position) {
        String key = metrics.key();
        SampledEntry before = sampled(key);
        SampledLoad now =
                before.load()
                        .evolve(
                                metrics,
                                position.offset(),
                                Instant.ofEpochMilli(record.timestamp()));
        boolean tell = now.worthTelling(before.told());
        samples.put(key, new SampledEntry(now, tell ? now : before.told()));
        if (tell) {
            tellOfLoad(record, key);
        }
    }

    private void tellOfLoad(Record<String, byte[]> record, String key) {
        NodeEntry entry = entry(key);
        if (!(entry.node() instanceof Node.Unknown)) {
            forward(record, key, entry, Optional.empty());
        }
    }

    private NodeEntry entry(String key) {
        return Optional.ofNullable(nodes.get(key)).orElseGet(NodeEntry::empty);
    }

    private LoadEntry load(String key) {
        return Optional.ofNullable(loads.get(key)).orElse(LoadEntry.EMPTY);
    }

    private SampledEntry sampled(String key) {
        return Optional.ofNullable(samples.get(key)).orElse(SampledEntry.EMPTY);
    }

    private void tellReaders(Record<String, byte[]> record, String key, LogPosition position) {
        forward(record, key, entry(key), Optional.of(position));
    }

    private void forward(
            Record<String, byte[]> record,
            String key,
            NodeEntry entry,
            Optional<LogPosition> position) {
        FleetNode node =
                new FleetNode(
                        entry.node(),
                        load(key).load(),
                        Optional.of(sampled(key).load()).filter(SampledLoad::isPresent),
                        entry.socket(),
                        entry.nodesOffset());
        ReplicaRecords.forward(context, record, key, json.write(node), position);
    }
}
