package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.codec.Decoded;
import io.boson.streams.FactRecord;
import io.boson.streams.log.RecordReader;
import io.boson.streams.projection.SourceTopics;
import io.boson.streams.reactor.CatchUp.OffsetSpan;
import io.boson.streams.state.ArbiterRecord;
import io.boson.streams.state.NodeEntry;
import io.boson.streams.state.StateJson;
import io.boson.streams.topics.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// One partition's reactors that can be killed. Their stores outlive them; what they write goes
/// nowhere unless the test feeds it back.
final class ReactorBench {

    private static final TopicNames NAMES = new TopicNames("test.");
    private static final int PARTITION = 3;

    /// Stands for kill -9.
    static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What a reactor wrote, or was about to.
    record Written(Event event, String id) {}

    final List<Written> written = new ArrayList<>();

    private final RecordReader reader = new RecordReader();
    private final Path stateDirectory;
    private final KeyValueStore<String, NodeEntry> nodes;
    private final KeyValueStore<String, ArbiterRecord> sessions;
    private MockProcessorContext<String, byte[]> context;
    private ReactorTask task;
    private Map<Topic, OffsetSpan> unread = ReactorDriver.EMPTY;
    private boolean killedAtOutput;
    private Instant now = T0;

    ReactorBench(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
        context = new Context<>();
        nodes = store(ReactorTask.NODES, new StateJson<>(NodeEntry.class).serde());
        sessions = store(ReactorTask.SESSIONS, new StateJson<>(ArbiterRecord.class).serde());
        task = newTask();
        start(0, 0);
    }

    private ReactorTask newTask() {
        return new ReactorTask(
                new SourceTopics(NAMES), (_, _) -> unread, "/boson/test", ReactorDriver.TUNNELS);
    }

    private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        KeyValueStore<String, V> store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                        .withLoggingDisabled()
                        .withCachingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    /// Another process takes over, with these stores and this much of the log unread.
    void restart(long nodesUnread, long sessionsUnread) {
        task = newTask();
        context = new Context<>();
        start(nodesUnread, sessionsUnread);
    }

    /// The same process takes the same task up again, as Streams does after a failure.
    void revive(long nodesUnread, long sessionsUnread) {
        start(nodesUnread, sessionsUnread);
    }

    private void start(long nodesUnread, long sessionsUnread) {
        unread = new EnumMap<>(ReactorDriver.EMPTY);
        unread.put(Topic.NODES, new OffsetSpan(0, nodesUnread));
        unread.put(Topic.SESSIONS, new OffsetSpan(0, sessionsUnread));
        context.addStateStore(nodes);
        context.addStateStore(sessions);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        task.init(context);
        pass(Duration.ofMillis(100));
    }

    Instant now() {
        return now;
    }

    /// The next write is attempted and never reaches the log.
    void killAtOutput() {
        killedAtOutput = true;
    }

    void feed(FactRecord record, long offset) {
        context.setRecordMetadata(NAMES.of(record.topic()), PARTITION, offset);
        task.process(
                new Record<>(
                        record.key(),
                        record.value(),
                        record.receivedAt().toEpochMilli(),
                        record.headers()));
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Duration left = Duration.between(now, end);
            now = now.plus(left.toSeconds() < 1 ? left : Duration.ofSeconds(1));
            context.setCurrentSystemTimeMs(now.toEpochMilli());
            context.scheduledPunctuators()
                    .forEach(each -> each.getPunctuator().punctuate(now.toEpochMilli()));
        }
    }

    /// @param <B> bytes; a variable because Java allows no array as a bound
    private final class Context<B> extends MockProcessorContext<String, B> {

        Context() {
            super(properties(), new TaskId(0, PARTITION), stateDirectory.toFile());
        }

        @Override
        public <K extends String, V extends B> void forward(Record<K, V> record, String childName) {
            byte[] value = (byte[]) (Object) record.value();
            Decoded.Known known = (Decoded.Known) reader.read(record.headers(), value);
            written.add(new Written(known.event(), RecordReader.eventId(record.headers())));
            if (killedAtOutput) {
                killedAtOutput = false;
                throw new KilledException();
            }
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "reactors");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9");
        return properties;
    }
}
