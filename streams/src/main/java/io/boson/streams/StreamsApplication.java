package io.boson.streams;

import io.boson.streams.log.Batching;
import io.boson.streams.reactor.ReactorTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Streams application with the settings that matter here. A thread that dies of broken I/O is
/// replaced, and a damaged local store made anew; one that cannot read the log stops for good and
/// says so in [#state].
public final class StreamsApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    /// A thread that dies again and again does so at most this often.
    private static final Duration REPLACE_AFTER = Duration.ofSeconds(1);

    /// More than there are in any one state directory.
    private static final int STORES_MAX = 1000;

    private static final int BUFFERED_RECORDS = 32;
    private static final int POLL_RECORDS = 100;
    private static final int FETCH_BYTES = 8 << 20;

    private final String id;
    private final Path stateDirectory;
    private final Supplier<KafkaStreams> opening;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ran = new CountDownLatch(1);

    private volatile KafkaStreams streams;

    private StreamsApplication(String id, Path stateDirectory, Supplier<KafkaStreams> opening) {
        this.id = id;
        this.stateDirectory = stateDirectory;
        this.opening = opening;
        this.streams = open();
    }

    private KafkaStreams open() {
        KafkaStreams opened = opening.get();
        opened.setUncaughtExceptionHandler(this::replaceOrStop);
        opened.setStateListener((now, _) -> noteFirstRun(now));
        return opened;
    }

    /// @param id the application id: consumer group and prefix of changelogs; carries the version
    ///     of its folds
    public static StreamsApplication of(String id, Topology topology, StreamsSettings settings) {
        Properties properties = new Properties();
        properties.putAll(config(id, settings));
        return new StreamsApplication(
                id, settings.stateDirectory(), () -> new KafkaStreams(topology, properties));
    }

    private static Map<String, Object> config(String id, StreamsSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replication());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
        config.put(StreamsConfig.POLL_MS_CONFIG, 10);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 16L * 1024 * 1024);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        // Streams would otherwise let every write wait 100 ms for company.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                Batching.COMPRESSION);
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
                Batching.IN_FLIGHT);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
        bound(config);
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest");
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        // A static member (KIP-345): who comes back after a kill takes its own place at once, where
        // a stranger would wait until the dead one's session has timed out.
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                settings.member());
        return config;
    }

    /// A record of `metrics` may hold 500 samples, some 200 kB, and by default Streams would hold a
    /// thousand of them for each partition: more than the heap.
    private static void bound(Map<String, Object> config) {
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                POLL_RECORDS);
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
                FETCH_BYTES);
    }

    /// Runs on the thread that dies.
    private StreamThreadExceptionResponse replaceOrStop(Throwable failure) {
        if (ReactorTopology.isUnreadableLog(failure)) {
            LOG.error("{} stops: {}", id, rootCause(failure).getMessage());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("{} starts a thread again after {}", id, failure.toString(), failure);
        DamagedStore.in(failure, stateDirectory).ifPresent(this::makeAnew);
        try {
            if (closing.await(REPLACE_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void makeAnew(DamagedStore store) {
        try {
            store.delete();
            LOG.warn("{} makes {} anew from the log", id, store.location());
        } catch (IOException | UncheckedIOException stays) {
            LOG.error("{} cannot delete {}", id, store.location(), stays);
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    /// Opens what stores there are; the damaged ones are made anew, one after another.
    public void start() {
        for (int opened = 1; ; opened++) {
            try {
                streams.start();
                return;
            } catch (ProcessorStateException failed) {
                Optional<DamagedStore> damaged = DamagedStore.in(failed, stateDirectory);
                streams.close(CLOSE_MAX);
                if (damaged.isEmpty() || opened == STORES_MAX) {
                    throw failed;
                }
                makeAnew(damaged.get());
                streams = open();
            }
        }
    }

    private void noteFirstRun(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            ran.countDown();
        }
    }

    /// Waits until all partitions were assigned and their stores restored once since the start;
    /// false where that took longer than `timeout`.
    public boolean awaitRunning(Duration timeout) throws InterruptedException {
        return ran.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// How it does.
    public State state() {
        return switch (streams.state()) {
            case RUNNING -> State.RUNNING;
            case CREATED, REBALANCING -> State.STARTING;
            case ERROR, PENDING_ERROR, PENDING_SHUTDOWN, NOT_RUNNING -> State.STOPPED;
        };
    }

    /// How far it has come.
    public StreamsProgress progress() {
        return StreamsProgress.of(state(), streams.metrics().values());
    }

    public enum State {
        STARTING,
        RUNNING,
        STOPPED
    }

    /// Leaves its group, which Streams would not do by itself: others, or its own successor after a
    /// restart, would wait for the session timeout before anybody read these partitions again.
    @Override
    public void close() {
        closing.countDown();
        CloseOptions leaving =
                CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_MAX);
        if (!streams.close(leaving)) {
            LOG.warn("{} did not stop in {}", id, CLOSE_MAX);
        }
    }
}
