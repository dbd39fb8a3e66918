package io.boson.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path directory;

    @Test
    void aRestartFindsWhatWasAcknowledged() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(directory))) {
            assertThat(kafka.state()).isEqualTo(new BrokerState.Stopped());
            kafka.start();
            assertThat(kafka.state()).isEqualTo(new BrokerState.Running());
            Set<Long> acknowledged = write(kafka, 1_000);

            kafka.stop();
            assertThat(kafka.state()).isEqualTo(new BrokerState.Stopped());
            assertThatThrownBy(kafka::bootstrapServers).isInstanceOf(IllegalStateException.class);
            kafka.start();

            assertThat(Numbers.readAll(kafka.bootstrapServers())).isEqualTo(acknowledged);
        }
    }

    @Test
    void aKilledProcessLosesNothingAcknowledged() throws Exception {
        Set<Long> acknowledged;
        try (ChildProcess child = ChildProcess.start(BrokerMain.class, directory)) {
            String servers = child.answer();
            Numbers.createTopic(servers);
            try (Numbers.Load load = new Numbers.Load(servers, 100)) {
                await().atMost(PATIENCE).until(() -> load.acknowledged().size() > 20_000);
                child.kill();
                acknowledged = load.stop();
            }
        }
        try (EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(directory))) {
            kafka.start();
            Set<Long> missing = new HashSet<>(acknowledged);
            missing.removeAll(Numbers.readAll(kafka.bootstrapServers()));
            assertThat(missing).isEmpty();
        }
    }

    @Test
    void aLostLogDirectoryFailsOneBrokerAndNothingElse() throws Exception {
        Path log = directory.resolve("log");
        Path lost = directory.resolve("lost");
        try (EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(log));
                EmbeddedKafka other =
                        new EmbeddedKafka(EmbeddedKafkaConfig.in(directory.resolve("other")))) {
            kafka.start();
            other.start();
            Set<Long> acknowledged = write(kafka, 100);
            String servers = kafka.bootstrapServers();

            Files.move(log, lost);
            await().atMost(PATIENCE).until(() -> kafka.state() instanceof BrokerState.Failed);
            assertThat(kafka.state().toString()).contains(log + " is gone");
            await().atMost(PATIENCE).until(() -> refusesConnections(servers));
            assertThat(other.state()).isEqualTo(new BrokerState.Running());

            kafka.stop();
            Files.move(lost, log);
            kafka.start();
            assertThat(Numbers.readAll(kafka.bootstrapServers())).isEqualTo(acknowledged);
        }
    }

    /// A limit on the size of files (12 or 24 MB, as the shell counts) makes writes fail as a full
    /// disk does, for root too. The metadata log's first index alone takes 10 MB.
    @Test
    void aFailingWriteFailsTheBrokerAndLeavesTheProcessAlive() throws Exception {
        String[] limit = {"sh", "-c", "ulimit -f 24000 && exec \"$@\"", "sh"};
        try (ChildProcess child = ChildProcess.start(BrokerMain.class, directory, limit)) {
            String servers = child.answer();
            Numbers.createTopic(servers);
            assertThat(child.ask("state?")).startsWith("Running");
            try (Numbers.Load _ = new Numbers.Load(servers, 100_000)) {
                await().atMost(PATIENCE).until(() -> child.ask("state?").startsWith("Failed"));
            }
            assertThat(child.end()).isZero();
        }
    }

    @Test
    void aBusyPortIsNamedAndNothingIsLeftRunning() throws Exception {
        InetAddress host = InetAddress.getLoopbackAddress();
        EmbeddedKafkaConfig config;
        try (ServerSocket busy = new ServerSocket(0, 1, host)) {
            config = EmbeddedKafkaConfig.in(directory).withPort(busy.getLocalPort());
            EmbeddedKafka kafka = new EmbeddedKafka(config);
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining("port " + busy.getLocalPort());
            assertThat(kafka.state()).isEqualTo(new BrokerState.Stopped());
        }
        assertThat(directory).isEmptyDirectory();
        try (EmbeddedKafka kafka = new EmbeddedKafka(config)) {
            kafka.start();
            assertThat(kafka.bootstrapServers()).endsWith(":" + config.port());
        }
    }

    @Test
    void aStartThatTakesTooLongIsUndone() throws Exception {
        EmbeddedKafkaConfig patient = EmbeddedKafkaConfig.in(directory);
        EmbeddedKafka hasty =
                new EmbeddedKafka(
                        new EmbeddedKafkaConfig(
                                directory, patient.host(), 0, 1, Duration.ofMillis(100)));
        assertThatThrownBy(hasty::start)
                .isInstanceOf(EmbeddedKafkaException.class)
                .hasMessageContaining("PT0.1S");
        assertThat(hasty.state()).isEqualTo(new BrokerState.Stopped());
        try (EmbeddedKafka kafka = new EmbeddedKafka(patient)) {
            kafka.start();
        }
    }

    @Test
    void aStopDuringAStartWins() throws Exception {
        EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(directory));
        FutureTask<Void> start =
                new FutureTask<>(
                        () -> {
                            kafka.start();
                            return null;
                        });
        Thread.ofVirtual().start(start);
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("meta.properties")));
        kafka.stop();

        assertThatThrownBy(() -> start.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EmbeddedKafkaException.class)
                .hasMessageContaining("stopped while starting");
        assertThat(kafka.state()).isEqualTo(new BrokerState.Stopped());
        try (kafka) {
            kafka.start();
        }
    }

    @Test
    void aLogWithoutItsIdentityIsNotFormattedAnew() throws Exception {
        Files.createDirectory(directory.resolve("boson.nodes-0"));
        assertThatThrownBy(() -> new EmbeddedKafka(EmbeddedKafkaConfig.in(directory)).start())
                .isInstanceOf(EmbeddedKafkaException.class)
                .hasMessageContaining("meta.properties is missing");
        try (var entries = Files.list(directory)) {
            assertThat(entries).containsExactly(directory.resolve("boson.nodes-0"));
        }
    }

    /// Kafka ignores a setting it does not know, so a misspelt one would go unnoticed.
    @Test
    void everySettingIsOneOfKafkas() throws Exception {
        EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(directory);
        try (ListenSockets sockets = ListenSockets.open(config)) {
            assertThat(new TreeMap<>(BrokerSettings.of(config, sockets)).keySet())
                    .isSubsetOf(KafkaConfig.configDef().names());
        }
    }

    private static Set<Long> write(EmbeddedKafka kafka, int countMin) throws Exception {
        Numbers.createTopic(kafka.bootstrapServers());
        try (Numbers.Load load = new Numbers.Load(kafka.bootstrapServers(), 10)) {
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() > countMin);
            return load.stop();
        }
    }

    private static boolean refusesConnections(String servers) {
        String[] hostAndPort = servers.split(":", 2);
        InetSocketAddress address =
                new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
