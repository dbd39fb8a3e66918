package io.boson.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a path must carry to be of use: answers, a page, and streams both ways.
final class Trial {

    /// Far below what any machine that runs this does: a figure, not a race.
    private static final double MEGABITS_MIN = 1;

    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PINGS = 20;

    private Trial() {}

    /// @param firstMax for the first answer, from now
    static void of(
            String name, LabClient client, ClientFile file, LabNode node, Duration firstMax) {
        Instant start = Instant.now();
        Figures figures = new Figures(name);
        try (WireGuard _ = client.up(file, node)) {
            try (Ping ping = client.ping(node.web().address(), EVERY)) {
                figures.took("first answer", ping.first(start, firstMax));
                await("answers").atMost(PATIENCE).until(() -> ping.count() >= PINGS);
                figures.ping(ping);
            }
            node.web().fetch(client.home().machine(), node.web().address());
            streams(figures, client, node);
        }
    }

    /// Fails unless data streams through a tunnel that is up, and prints the figures.
    static void streams(Figures figures, LabClient client, LabNode node) {
        double up = node.web().up(client.home().machine());
        double down = node.web().down(client.home().machine());
        figures.rate("up", up).rate("down", down).print();
        assertThat(List.of(up, down))
                .allSatisfy(rate -> assertThat(rate).isGreaterThan(MEGABITS_MIN));
    }
}
