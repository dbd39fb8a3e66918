package io.boson.server.lab;

import static io.boson.server.lab.Patience.EVERY;
import static io.boson.server.lab.Patience.SETTLED;
import static io.boson.server.lab.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.lab.Home.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What an established tunnel sees of a server that goes and comes back. Nobody does anything at
/// either end: WireGuard only goes on.
@ExtendWith(OnLabMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartedIT {

    /// The relay notes its flows this often, and a second more.
    private static final Duration NOTED = Duration.ofSeconds(6);

    /// Of a server that had no time to note anything.
    private static final Duration AFTER_KILL_MAX = Duration.ofSeconds(20);

    private final Lab lab;
    private final LabServer server;
    private final Ping ping;

    RestartedIT(@TempDir Path folder) {
        lab = Lab.build(folder);
        server = LabServer.start(lab);
        LabNode node = LabNode.start(lab, 1, Mapping.SYMMETRIC, server.enrolmentKey());
        LabClient client = new LabClient(lab, lab.home(Mapping.CONE));
        client.up(client.open(node).file(), node);
        ping = client.ping(node.web().address(), EVERY);
    }

    @AfterAll
    void remove() {
        lab.close();
    }

    @Test
    void aRestartInOrderCostsItsOwnTime() {
        goesOn("the server stops and starts", Instant.now(), server::restart, SOON);
    }

    @Test
    void aKilledServersTunnelsComeBack() {
        Instant noted = Instant.now().plus(NOTED);
        goesOn("the server is killed and starts", noted, server::crash, AFTER_KILL_MAX);
    }

    /// @param begin not before an answer later than this
    /// @param max for the first answer once the server is ready
    private void goesOn(String what, Instant begin, Runnable restart, Duration max) {
        ping.first(begin, NOTED.plus(SOON));
        Instant gone = Instant.now();
        restart.run();
        Instant ready = Instant.now();
        Duration answer = ping.first(ready, max);
        Duration silence = ping.silence(gone, Duration.between(gone, ready).plus(SETTLED), SOON);
        new Figures(what)
                .took("away for", Duration.between(gone, ready))
                .took("first answer once ready", answer)
                .took("silence", silence)
                .lost(ping, gone)
                .print();
        assertThat(silence).isLessThan(Duration.between(gone, ready).plus(max));
    }
}
