package io.boson.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.config.DatabaseConfig;
import io.boson.server.config.HistoryConfig;
import io.boson.streams.topics.TopicNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where there is no database, everything else goes on and knows why.
final class HistoryPlaneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path data;

    @Test
    void switchedOffItIsDisabled() {
        try (HistoryPlane plane = plane("none")) {
            assertThat(plane.state()).isInstanceOf(HistoryState.Starting.class);
            plane.start();
            await().atMost(PATIENCE)
                    .until(plane::state, new HistoryState.Disabled("database.url is none")::equals);
        }
    }

    @Test
    void whereNobodyAnswersItIsAwayAndCanBeStopped() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (HistoryPlane plane = plane("jdbc:postgresql://127.0.0.1:" + closed + "/boson")) {
            plane.start();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    plane.state() instanceof HistoryState.Away away
                                            && !away.why().isEmpty());
        }
    }

    /// Not a directory: PostgreSQL can lie nowhere.
    @Test
    void whereItCannotRunItIsDisabledWithTheReason() throws IOException {
        Files.writeString(data.resolve("postgres"), "a file");
        try (HistoryPlane plane = plane("")) {
            plane.start();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    plane.state() instanceof HistoryState.Disabled disabled
                                            && disabled.why().contains("postgres"));
        }
    }

    private HistoryPlane plane(String url) {
        return new HistoryPlane(
                new DatabaseConfig(url, "boson", "secret"),
                HistoryConfig.DEFAULTS,
                data,
                "127.0.0.1:1",
                new TopicNames("boson."),
                Clock.systemUTC());
    }
}
