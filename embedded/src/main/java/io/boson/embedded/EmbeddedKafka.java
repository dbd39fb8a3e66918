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
    private final ReentrantLock oneStart = new ReentrantLock();

    /// Read freely, written under this object's monitor.
    private volatile KafkaNode node;

    public EmbeddedKafka(EmbeddedKafkaConfig config) {
        this.config = config;
        this.node = new KafkaNode(config);
    }

    /// Blocks until clients are served, at most for the configured time. The first start formats
    /// the directory; later ones, also after a kill -9, find all that was acknowledged.
    ///
    /// @throws EmbeddedKafkaException if it cannot start, a busy port for example, or is stopped
    ///     meanwhile: nothing is left running, and it may be started again
    /// @throws IllegalStateException unless stopped
    public void start() throws EmbeddedKafkaException, InterruptedException {
        oneStart.lock();
        try {
            if (!(state() instanceof BrokerState.Stopped)) {
                throw new IllegalStateException("cannot start while " + state());
            }
            KafkaNode fresh = renew();
            try {
                fresh.start();
            } catch (EmbeddedKafkaException | InterruptedException e) {
                forget(fresh);
                throw e;
            }
        } finally {
            oneStart.unlock();
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

    /// Stops the broker in order, in seconds; a start under way is let finish first and then fails.
    /// Does nothing if it is stopped.
    public void stop() {
        KafkaNode current = node;
        current.stop();
        forget(current);
    }

    private synchronized KafkaNode renew() {
        KafkaNode fresh = new KafkaNode(config);
        node = fresh;
        return fresh;
    }

    /// Unless it has been followed by another already: a late stop must not lose a new broker.
    private synchronized void forget(KafkaNode old) {
        if (node == old) {
            node = new KafkaNode(config);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
