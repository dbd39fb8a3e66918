package io.boson.streams.replica;

import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.LiveSessions;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.Sessions;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The topic `live` in memory. One thread writes, everybody reads the latest snapshot.
public final class LiveReplica implements Sessions, AutoCloseable {

    private final StateJson<LiveSession> json = new StateJson<>(LiveSession.class);
    private final Watermarks watermarks = new Watermarks();
    private final Awaited awaited = new Awaited();
    private final PeerWaits peers = new PeerWaits();
    private final List<BiConsumer<LiveSession, String>> endListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<LiveSession>> changeListeners = new CopyOnWriteArrayList<>();
    private final List<EndedDecision> decisionListeners = new CopyOnWriteArrayList<>();
    private final ReplicaFeed feed;

    private volatile LiveSessions sessions = LiveSessions.EMPTY;

    public LiveReplica(String bootstrapServers, TopicNames names) {
        feed = new ReplicaFeed(bootstrapServers, names.live(), this::apply);
    }

    public void start() {
        feed.start();
    }

    @Override
    public LiveSessions snapshot() {
        return sessions;
    }

    /// Calls `listener` with each session that ends from now on, and why; on the replica's own
    /// thread, so it must not block.
    public void onEnd(BiConsumer<LiveSession, String> listener) {
        endListeners.add(listener);
    }

    /// Calls `listener` with each session that is opened, or of which more is known, from now on;
    /// as for [#onEnd].
    public void onChange(Consumer<LiveSession> listener) {
        changeListeners.add(listener);
    }

    /// Told of sessions that ended, also before this instance began, and where their decisions
    /// stand.
    @FunctionalInterface
    interface EndedDecision {
        void ended(SessionId id, LogPosition decision, Instant at);
    }

    /// Before [#start]; on the replica's own thread, so the listener must not block.
    void onEndedDecision(EndedDecision listener) {
        decisionListeners.add(listener);
    }

    @Override
    public SessionOutcome awaitOutcome(SessionId id, Duration timeout, Runnable request) {
        return awaited.await(id, timeout, request);
    }

    @Override
    public boolean await(LogPosition position, Duration timeout) {
        return watermarks.await(position, timeout);
    }

    @Override
    public boolean awaitPeers(NodeId node, String version, Duration timeout) {
        return peers.await(node, () -> !sessions.peers(node).version().equals(version), timeout);
    }

    public boolean isReady() {
        return feed.isCaughtUp();
    }

    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return feed.awaitCaughtUp(timeout);
    }

    public boolean isFollowing() {
        return feed.isFollowing();
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (ConsumerRecord<String, byte[]> record : batch) {
            SessionId.parse(record.key()).ifPresent(id -> apply(id, record));
        }
        batch.forEach(record -> ReplicaHeaders.position(record).ifPresent(watermarks::advance));
    }

    private void apply(SessionId id, ConsumerRecord<String, byte[]> record) {
        if (record.value() != null) {
            LiveSession session = json.read(record.value());
            boolean known =
                    sessions.find(id)
                            .map(before -> before.session().tunnel())
                            .equals(Optional.of(session.session().tunnel()));
            sessions = sessions.with(session);
            if (!known) {
                tellPeers(session);
            }
            changeListeners.forEach(each -> each.accept(session));
            awaited.tell(id, new SessionOutcome.Opened(session));
            return;
        }
        String reason = ReplicaHeaders.reason(record).orElse("unknown");
        Optional<LiveSession> ended = sessions.find(id);
        sessions = sessions.without(id);
        ended.ifPresent(this::tellPeers);
        ended.ifPresent(session -> endListeners.forEach(each -> each.accept(session, reason)));
        Instant at = Instant.ofEpochMilli(record.timestamp());
        ReplicaHeaders.decision(record)
                .ifPresent(
                        decision ->
                                decisionListeners.forEach(each -> each.ended(id, decision, at)));
        awaited.tell(id, new SessionOutcome.NotOpened(reason));
    }

    private void tellPeers(LiveSession session) {
        if (session.session().tunnel().isPresent()) {
            peers.changed(session.nodeId());
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
