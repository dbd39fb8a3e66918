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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The topic `fleet` in memory. One thread writes, everybody reads the latest snapshot.
public final class FleetReplica implements Fleet, AutoCloseable {

    private final StateJson<FleetNode> json = new StateJson<>(FleetNode.class);
    private final Watermarks watermarks = new Watermarks();
    private final ReplicaFeed feed;

    private final List<Consumer<NodeId>> departureListeners = new CopyOnWriteArrayList<>();

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

    /// Calls `listener` with each node found departed, possibly more than once; on the replica's
    /// own thread, so it must not block.
    public void onDeparture(Consumer<NodeId> listener) {
        departureListeners.add(listener);
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
        List<NodeId> departed = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            Optional<NodeId> id = NodeId.parse(record.key());
            if (id.isPresent() && record.value() != null) {
                FleetNode node = json.read(record.value());
                next = next.with(id.get(), node);
                if (node.node() instanceof Node.Departed) {
                    departed.add(id.get());
                }
            }
        }
        index = next;
        departed.forEach(id -> departureListeners.forEach(each -> each.accept(id)));
        batch.forEach(record -> ReplicaHeaders.position(record).ifPresent(watermarks::advance));
    }

    @Override
    public void close() {
        feed.close();
    }
}
