package io.boson.streams.replica;

import io.boson.events.log.LogPosition;
import io.boson.events.node.Node;
import io.boson.events.node.NodeId;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The topic `fleet` in memory. One thread writes, everybody reads the latest snapshot.
public final class FleetReplica implements Fleet, AutoCloseable {

    private final StateJson<FleetNode> json = new StateJson<>(FleetNode.class);
    private final Watermarks watermarks = new Watermarks();
    private final ReplicaFeed feed;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private volatile FleetIndex index = FleetIndex.EMPTY;

    public FleetReplica(String bootstrapServers, TopicNames names) {
        feed = new ReplicaFeed(bootstrapServers, names.fleet(), this::apply);
    }

    public void start() {
        feed.start();
    }

    @Override
    public FleetIndex snapshot() {
        return index;
    }

    @Override
    public boolean await(LogPosition position, Duration timeout) {
        return watermarks.await(position, timeout);
    }

    /// Told when what topic `nodes` says of a node has changed; on the replica's own thread, so it
    /// must not block. Snapshots show the change by then.
    @FunctionalInterface
    public interface Listener {
        void changed(NodeId id, Node before, Node after);
    }

    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /// Whether everything that was in the topic at the start is here.
    public boolean isReady() {
        return feed.isCaughtUp();
    }

    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return feed.awaitCaughtUp(timeout);
    }

    public boolean isFollowing() {
        return feed.isFollowing();
    }

    /// A whole batch becomes visible at once, and only then are its waiters woken.
    private void apply(List<ConsumerRecord<String, byte[]>> batch) {
        FleetIndex next = index;
        List<Runnable> news = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            Optional<NodeId> id = NodeId.parse(record.key());
            if (id.isPresent() && record.value() != null) {
                FleetNode node = json.read(record.value());
                Node before = next.find(id.get()).map(FleetNode::node).orElseGet(Node::unknown);
                next = next.with(id.get(), node);
                if (!node.node().equals(before)) {
                    news.add(() -> tell(id.get(), before, node.node()));
                }
            }
        }
        index = next;
        news.forEach(Runnable::run);
        batch.forEach(record -> ReplicaHeaders.position(record).ifPresent(watermarks::advance));
    }

    private void tell(NodeId id, Node before, Node after) {
        listeners.forEach(each -> each.changed(id, before, after));
    }

    /// How far it has come.
    public ReplicaProgress progress() {
        return feed.progress();
    }

    @Override
    public void close() {
        feed.close();
    }
}
