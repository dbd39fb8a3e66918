package io.boson.server.lab;

import static io.boson.server.lab.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.lab.Home.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Kafka, and PostgreSQL, go and come back: an established tunnel does not lose a packet.
@ExtendWith(OnLabMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlAwayIT {

    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Running kafka;
    private final LabServer server;
    private final LabClient client;
    private final LabNode node;
    private final Ping ping;

    ControlAwayIT(@TempDir Path folder) {
        lab = Lab.build(folder);
        kafka = LabKafka.start(lab);
        server =
                LabServer.start(
                        lab,
                        Map.of(
                                "BOSON_KAFKA_BOOTSTRAP_SERVERS",
                                LabKafka.BOOTSTRAP,
                                "BOSON_KAFKA_REPLICATION",
                                "1"));
        node = LabNode.start(lab, 1, Mapping.SYMMETRIC, server.enrolmentKey());
        client = new LabClient(lab, lab.home(Mapping.CONE));
        client.up(client.open(node).file(), node);
        ping = client.ping(node.web().address(), EVERY);
        ping.first(Instant.EPOCH, SOON.plus(SOON));
        awaitService("database", "healthy");
    }

    @AfterAll
    void remove() {
        lab.close();
    }

    @Test
    void aKilledPostgreSqlCostsNoPacket() {
        ProcessHandle before = server.postgres();
        losesNothing(
                "PostgreSQL is killed",
                () -> {
                    before.destroyForcibly();
                    await("another one")
                            .atMost(PATIENCE)
                            .ignoreExceptions()
                            .until(() -> server.postgres().pid() != before.pid());
                },
                () -> awaitService("database", "healthy"));
    }

    @Test
    void aFrozenKafkaCostsNoPacket() {
        losesNothing(
                "Kafka stands still",
                () -> {
                    kafka.signal("STOP");
                    await("the server notices")
                            .atMost(PATIENCE)
                            .until(() -> server.health().contains("\"status\":\"unhealthy\""));
                },
                () -> {
                    Instant noticed = Instant.now();
                    ping.first(noticed.plus(SOON), SOON.plus(SOON));
                    kafka.signal("CONT");
                    await("a new client is let in")
                            .atMost(PATIENCE)
                            .ignoreExceptions()
                            .until(() -> !client.open(node).id().isEmpty());
                });
    }

    private void losesNothing(String what, Runnable goes, Runnable isBack) {
        Instant begin = Instant.now();
        goes.run();
        Instant noticed = Instant.now();
        isBack.run();
        Instant back = Instant.now();
        ping.first(back.plus(AFTERWARDS), SOON);
        new Figures(what)
                .took("noticed after", Duration.between(begin, noticed))
                .took("all well after", Duration.between(begin, back))
                .lost(ping, begin)
                .took("longest silence", ping.longestSilence(begin))
                .print();
        assertThat(ping.lost(begin)).isZero();
    }

    private void awaitService(String name, String status) {
        String told = "\"%s\":{\"status\":\"%s\"".formatted(name, status);
        await(told).atMost(PATIENCE).until(() -> server.health().contains(told));
    }
}
