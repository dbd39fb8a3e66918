package io.boson.embedded;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/// One life of the broker: started once, stopped once.
///
/// Assembled as `KafkaRaftServer` does it, of the same three parts. That class would open its
/// sockets itself, late in a start, and could wait five minutes in a stop.
///
/// A thread of its own starts Kafka, waits, and stops it; all of Kafka's threads descend from it
/// and so carry its thread group, by which [KafkaExits] tells whose they are.
final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private static final String COULD_NOT_START = "the embedded Kafka could not start: ";
    private static final Duration CONTROLLED_SHUTDOWN_MAX = Duration.ofSeconds(5);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final EmbeddedKafkaConfig config;
    private final ThreadGroup group = new ThreadGroup("embedded-kafka");
    private final Thread life = new Thread(group, this::live, "embedded-kafka");

    /// Done with the broker's address once it serves.
    private final CompletableFuture<String> serving = new CompletableFuture<>();

    /// Done with the reason once Kafka wanted to end the JVM.
    private final CompletableFuture<String> death = new CompletableFuture<>();

    private final CompletableFuture<Void> stopAsked = new CompletableFuture<>();

    KafkaNode(EmbeddedKafkaConfig config) {
        this.config = config;
    }

    /// Returns once the broker serves; if it cannot, everything is stopped again before this
    /// throws.
    void start() throws EmbeddedKafkaException, InterruptedException {
        life.start();
        try {
            CompletableFuture.anyOf(serving, death)
                    .get(config.startTimeoutMax().toMillis(), TimeUnit.MILLISECONDS);
            if (death.isDone() || stopAsked.isDone()) {
                throw startFailure(new CancellationException());
            }
        } catch (ExecutionException e) {
            EmbeddedKafkaException failure = startFailure(KafkaExits.rootOf(e));
            stop();
            throw failure;
        } catch (TimeoutException e) {
            stop();
            throw new EmbeddedKafkaException(
                    "the embedded Kafka did not start within " + config.startTimeoutMax(), e);
        } catch (EmbeddedKafkaException | InterruptedException e) {
            stop();
            throw e;
        }
    }

    private EmbeddedKafkaException startFailure(Throwable root) {
        if (death.isDone()) {
            return new EmbeddedKafkaException(COULD_NOT_START + death.join(), root);
        }
        if (stopAsked.isDone()) {
            return new EmbeddedKafkaException(
                    "the embedded Kafka was stopped while starting", root);
        }
        return root instanceof EmbeddedKafkaException known
                ? known
                : new EmbeddedKafkaException(
                        COULD_NOT_START
                                + "%s: %s"
                                        .formatted(LogDirectory.diagnose(config.directory()), root),
                        root);
    }

    BrokerState state() {
        if (death.isDone()) {
            return new BrokerState.Failed(death.join());
        }
        return address().isPresent() ? new BrokerState.Running() : new BrokerState.Stopped();
    }

    /// Where clients connect, while it serves.
    Optional<String> address() {
        boolean serves = serving.state() == CompletableFuture.State.SUCCESS && !stopAsked.isDone();
        return serves ? Optional.of(serving.join()) : Optional.empty();
    }

    /// Stops the broker, if it runs, and waits, but not for ever: one whose disk died may hang.
    ///
    /// A start under way is waited for, not interrupted: Kafka would keep its lock on the
    /// directory.
    void stop() {
        stopAsked.complete(null);
        Duration wait = serving.isDone() ? STOP_MAX : STOP_MAX.plus(config.startTimeoutMax());
        try {
            life.join(wait.toMillis());
            if (life.isAlive()) {
                LOG.warn("the embedded Kafka did not stop within {}; it is abandoned", wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted while the embedded Kafka stops; it goes on stopping");
        }
    }

    private void die(String reason) {
        if (stopAsked.isDone()) {
            // It goes down anyway, so this is no failure any more.
            LOG.info("while the embedded Kafka stops: {}", reason);
            return;
        }
        String diagnosis = "%s: %s".formatted(LogDirectory.diagnose(config.directory()), reason);
        if (death.complete(diagnosis)) {
            LOG.error("the embedded Kafka failed: {}", diagnosis);
            stopAsked.complete(null);
        }
    }

    private void live() {
        KafkaExits.redirect(group, this::die);
        try {
            serve();
        } catch (Throwable t) { // Kafka throws errors too, and whoever waits must hear of them.
            if (!serving.completeExceptionally(t)) {
                LOG.warn("the embedded Kafka stopped with an error", t);
            }
        } finally {
            KafkaExits.forget(group);
        }
    }

    private void serve() throws EmbeddedKafkaException {
        try (ListenSockets sockets = ListenSockets.open(config)) {
            LogDirectory.prepare(config.directory());
            KafkaConfig settings = new KafkaConfig(BrokerSettings.of(config, sockets), false);
            Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
                    KafkaRaftServer.initializeLogDirs(settings, LOG, "");
            SharedServer shared = share(settings, formatted._1(), sockets);
            BrokerServer broker = new BrokerServer(shared);
            ControllerServer controller =
                    new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
            try {
                controller.startup();
                broker.startup();
                serving.complete(sockets.brokerAddress());
                stopAsked.join();
            } finally {
                shutDown(broker, controller);
            }
        }
    }

    private static SharedServer share(
            KafkaConfig settings, MetaPropertiesEnsemble formatted, ListenSockets sockets) {
        Map<Integer, InetSocketAddress> voters =
                Map.of(BrokerSettings.NODE_ID, sockets.controllerSocketAddress());
        return new SharedServer(
                settings,
                formatted,
                Time.SYSTEM,
                new Metrics(new MetricConfig(), new ArrayList<>(), Time.SYSTEM, true),
                CompletableFuture.completedFuture(voters),
                List.of(),
                KafkaExits::faultHandler,
                sockets);
    }

    /// The broker first: it takes its leave from the controller.
    private static void shutDown(BrokerServer broker, ControllerServer controller) {
        try {
            broker.shutdown(CONTROLLED_SHUTDOWN_MAX);
        } finally {
            controller.shutdown();
        }
    }
}
