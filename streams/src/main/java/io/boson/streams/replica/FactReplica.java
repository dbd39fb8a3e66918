package io.boson.streams.replica;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.access.AccessEvent;
import io.boson.events.access.EnrolmentKeys;
import io.boson.events.codec.Decoded;
import io.boson.events.log.LogPosition;
import io.boson.events.relay.RelayEvent;
import io.boson.events.relay.Relays;
import io.boson.events.routing.PolicyEvent;
import io.boson.events.routing.PolicyInForce;
import io.boson.streams.log.RecordReader;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A topic folded in memory that holds little and changes rarely: every instance folds the facts
/// themselves and needs no projection.
///
/// @param <S> the state, immutable
public final class FactReplica<S> implements AutoCloseable {

    private final RecordReader reader = new RecordReader();
    private final Watermarks watermarks = new Watermarks();
    private final Topic topic;
    private final BiFunction<S, Event, S> fold;
    private final ReplicaFeed feed;

    private volatile S state;

    private FactReplica(
            String bootstrapServers,
            TopicNames names,
            Topic topic,
            S nothing,
            BiFunction<S, Event, S> fold) {
        this.topic = topic;
        this.fold = fold;
        this.state = nothing;
        feed = new ReplicaFeed(bootstrapServers, names.of(topic), this::apply);
    }

    public static FactReplica<EnrolmentKeys> access(String bootstrapServers, TopicNames names) {
        return new FactReplica<>(
                bootstrapServers,
                names,
                Topic.ACCESS,
                EnrolmentKeys.NONE,
                (keys, event) -> event instanceof AccessEvent known ? keys.evolve(known) : keys);
    }

    public static FactReplica<PolicyInForce> policies(String bootstrapServers, TopicNames names) {
        return new FactReplica<>(
                bootstrapServers,
                names,
                Topic.POLICIES,
                PolicyInForce.NONE,
                (last, event) -> event instanceof PolicyEvent known ? last.evolve(known) : last);
    }

    public static FactReplica<Relays> relays(String bootstrapServers, TopicNames names) {
        return new FactReplica<>(
                bootstrapServers,
                names,
                Topic.RELAYS,
                Relays.NONE,
                (all, event) -> event instanceof RelayEvent known ? all.evolve(known) : all);
    }

    public void start() {
        feed.start();
    }

    public S state() {
        return state;
    }

    /// Waits until the state shows what the log held at a position of its topic; false where that
    /// took longer than `timeout`.
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
                    instanceof Decoded.Known(Event event)) {
                state = fold.apply(state, event);
            }
            watermarks.advance(new LogPosition(topic, record.partition(), record.offset()));
        }
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
