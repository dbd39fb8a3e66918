package io.boson.streams.replica;

import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.events.log.LogPosition;
import io.boson.events.routing.PolicyEvent;
import io.boson.events.routing.PolicyInForce;
import io.boson.streams.log.RecordReader;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The topic `policies` folded in memory. It holds little and changes rarely, so every instance
/// folds the facts themselves and needs no projection.
public final class PolicyReplica implements AutoCloseable {

    private final RecordReader reader = new RecordReader();
    private final Watermarks watermarks = new Watermarks();
    private final ReplicaFeed feed;

    private volatile PolicyInForce inForce = PolicyInForce.NONE;

    public PolicyReplica(String bootstrapServers, TopicNames names) {
        feed = new ReplicaFeed(bootstrapServers, names.of(Topic.POLICIES), this::apply);
    }

    public void start() {
        feed.start();
    }

    public PolicyInForce inForce() {
        return inForce;
    }

    public boolean await(LogPosition position, Duration timeout) {
        return watermarks.await(position, timeout);
    }

    public boolean isReady() {
        return feed.isCaughtUp();
    }

    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return feed.awaitCaughtUp(timeout);
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (reader.read(record.headers(), record.value())
                    instanceof Decoded.Known(PolicyEvent event)) {
                inForce = inForce.evolve(event);
            }
            watermarks.advance(
                    new LogPosition(Topic.POLICIES, record.partition(), record.offset()));
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
