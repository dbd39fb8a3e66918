package io.boson.embedded;

import java.util.concurrent.locks.ReentrantLock;

/// A Kafka of one node in this process: broker and controller, with the log in one directory.
///
/// Survives its own death: a full disk or a lost log directory stops the broker and shows as
/// [BrokerState.Failed]; it never ends the JVM. [#stop()] and [#start()] again is the way back.
/// One process may hold several, each with a directory of its own; the directory must belong to
/// this process alone (see [DataDirectory]).
public final class EmbeddedKafka implements AutoCloseable {

    private final EmbeddedKafkaConfig config;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile KafkaNode node;

    public EmbeddedKafka(EmbeddedKafkaConfig config) {
        this.config = config;
        this.node = new KafkaNode(config);
    }

    /// Blocks until clients are served, at most for the configured time. The first start formats
    /// the directory; later ones, also after a kill -9, find all that was acknowledged.
    ///
    /// @throws EmbeddedKafkaException if it cannot start, a busy port for example: nothing is left
    ///     running, and it may be started again
    /// @throws IllegalStateException unless stopped
    public void start() throws EmbeddedKafkaException, InterruptedException {
        oneAtATime.lock();
        try {
            if (!(state() instanceof BrokerState.Stopped)) {
                throw new IllegalStateException("cannot start while " + state());
            }
            KafkaNode fresh = new KafkaNode(config);
            fresh.start();
            node = fresh;
        } finally {
            oneAtATime.unlock();
        }
    }

    public BrokerState state() {
        return node.state();
    }

    /// `host:port` for Kafka clients.
    ///
    /// @throws IllegalStateException unless running
    public String bootstrapServers() {
        return node.address()
                .orElseThrow(() -> new IllegalStateException("not running: " + state()));
    }

    /// Stops the broker in order, in seconds; does nothing if it is stopped.
    public void stop() {
        oneAtATime.lock();
        try {
            node.stop();
            node = new KafkaNode(config);
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
