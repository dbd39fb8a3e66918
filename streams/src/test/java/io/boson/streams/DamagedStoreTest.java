package io.boson.streams;

import static io.boson.streams.Deployment.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.log.LogPosition;
import io.boson.projections.session.SessionOutcome;
import io.boson.testkit.KafkaFixture;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

@ExtendWith(KafkaFixture.class)
final class DamagedStoreTest {

    private static final Status CORRUPTION =
            new Status(Status.Code.Corruption, Status.SubCode.None, "000038.sst");
    private static final Status BUSY = new Status(Status.Code.Busy, Status.SubCode.None, "LOCK");

    @TempDir Path directory;

    /// What the folds know of their nodes and sessions is in the files that are gone.
    @Test
    void foldsGoOnWithWhatTheLogKnows(KafkaFixture.Kafka kafka) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        NodeSample node = NodeSample.of(1).withMaxConnections(1);
        try (Deployment deployment =
                Deployment.start(kafka.bootstrapServers(), kafka.prefix(), directory)) {
            LogPosition registered = deployment.append(node.registered(now));
            assertThat(deployment.fleet.await(registered, PATIENCE)).isTrue();
            assertThat(ask(deployment, 1, node, now)).isInstanceOf(SessionOutcome.Opened.class);
            deployment.stopApplications();

            List<Path> tables = tables();
            assertThat(tables).isNotEmpty();
            for (Path table : tables) {
                Files.delete(table);
            }
            deployment.startApplications(directory);

            await().atMost(PATIENCE).until(deployment::isRunning);
            assertThat(ask(deployment, 2, node, now))
                    .isEqualTo(new SessionOutcome.NotOpened("refused node-full"));
        }
    }

    private static SessionOutcome ask(
            Deployment deployment, int number, NodeSample node, Instant now) throws Exception {
        return deployment.live.awaitOutcome(
                Samples.sessionId(number),
                PATIENCE,
                () -> deployment.append(Samples.requested(number, node, now)));
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(each -> each.toString().endsWith(".sst")).toList();
        }
    }

    @Test
    void isFoundUnderTheFailureThatItLeadsTo() {
        Path store = directory.resolve("app/0_1/rocksdb/nodes");

        assertThat(
                        DamagedStore.in(
                                new IllegalStateException(opening(store, CORRUPTION)), directory))
                .contains(new DamagedStore(store));
    }

    @Test
    void whatIsNotCorruptOrNotOursStays() {
        Path store = directory.resolve("app/0_1/rocksdb/nodes");
        Path elsewhere = directory.resolve("../other/nodes");

        assertThat(DamagedStore.in(opening(store, BUSY), directory)).isEmpty();
        assertThat(DamagedStore.in(opening(elsewhere, CORRUPTION), directory)).isEmpty();
        assertThat(DamagedStore.in(opening(directory, CORRUPTION), directory)).isEmpty();
        assertThat(DamagedStore.in(new IllegalStateException("other"), directory)).isEmpty();
    }

    private static ProcessorStateException opening(Path location, Status status) {
        return new ProcessorStateException(
                "Error opening store nodes at location " + location, new RocksDBException(status));
    }
}
