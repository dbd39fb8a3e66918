package io.boson.streams.replica;

import io.boson.events.Topic;
import io.boson.events.UuidText;
import io.boson.events.log.LogPosition;
import io.boson.events.session.SessionId;
import io.boson.projections.route.Decisions;
import io.boson.projections.session.LiveSession;
import io.boson.streams.log.FetchLimits;
import io.boson.streams.log.RecordReader;
import io.boson.streams.topics.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where decisions stand: of live sessions, of those that ended within a day, and of requests that
/// led to none within a day.
///
/// Formed anew at each start from what the last day added to `sessions`, and, for sessions that
/// began before and ended since, from their tombstones in `live`, which Kafka keeps for a day.
public final class DecisionReplica implements Decisions, AutoCloseable {

    private static final Duration KEEP = Duration.ofHours(24);

    /// About 100 bytes each.
    private static final int MOST = 200_000;

    /// What a start may cost: some seconds of reading.
    private static final long READ_AGAIN_MAX = 1_000_000;

    /// A moment later will do: own decisions are known before.
    private static final FetchLimits FETCH =
            ReplicaFeed.AT_ONCE.gathered(64 << 10, Duration.ofMillis(20));

    /// Types whose record is the decision.
    private static final Set<String> DECISIONS =
            Set.of("io.boson.session.requested.v1", "io.boson.session.route-refused.v1");

    private final RecentDecisions recent = new RecentDecisions(KEEP, MOST);
    private final LiveReplica live;
    private final Clock clock;
    private final ReplicaFeed feed;

    public DecisionReplica(
            String bootstrapServers, TopicNames names, LiveReplica live, Clock clock) {
        this.live = live;
        this.clock = clock;
        live.onEndedDecision((id, decision, at) -> recent.note(id.value(), decision, at));
        Instant since = clock.instant().minus(KEEP);
        feed =
                new ReplicaFeed(
                        bootstrapServers,
                        names.of(Topic.SESSIONS),
                        Optional.of(new ReadBack(since, READ_AGAIN_MAX)),
                        FETCH,
                        this::apply);
    }

    /// The headers tell enough; decoding every decision of a day would take minutes.
    private void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (DECISIONS.contains(RecordReader.type(record.headers()))) {
                LogPosition position =
                        new LogPosition(Topic.SESSIONS, record.partition(), record.offset());
                Instant at = Instant.ofEpochMilli(record.timestamp());
                UuidText.parse(RecordReader.subject(record.headers()))
                        .ifPresent(id -> recent.note(id, position, at));
            }
        }
    }

    @Override
    public Optional<LogPosition> find(UUID id) {
        return live.snapshot()
                .find(new SessionId(id))
                .map(LiveSession::decision)
                .or(() -> recent.find(id, clock.instant()));
    }

    @Override
    public void written(UUID id, LogPosition position) {
        recent.note(id, position, clock.instant());
    }

    @Override
    public boolean isComplete() {
        return feed.isCaughtUp();
    }

    public void start() {
        feed.start();
    }

    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return feed.awaitCaughtUp(timeout);
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
