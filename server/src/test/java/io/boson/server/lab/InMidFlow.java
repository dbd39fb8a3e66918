package io.boson.server.lab;

import static io.boson.server.lab.Patience.EVERY;
import static io.boson.server.lab.Patience.RETRY;
import static io.boson.server.lab.Patience.SETTLED;
import static io.boson.server.lab.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;

/// What is done to a tunnel, or to a node, while it is in use.
record InMidFlow(LabClient client, LabNode node) {

    /// A router that starts anew forgets the node's long poll, which the node notices by TCP's
    /// keepalive after 5 s and repeats after one more.
    private static final Duration HEARD_MAX = Duration.ofSeconds(6).plus(SOON);

    /// A flow while something is done to it.
    void goesOn(String what, Duration silenceMax, Runnable change) {
        ClientFile file = client.open(node).file();
        try (WireGuard _ = client.up(file, node);
                Ping ping = client.ping(node.web().address(), EVERY)) {
            ping.first(Instant.now(), RETRY);
            Instant changed = Instant.now();
            change.run();
            Duration silence = ping.silence(changed, SETTLED, silenceMax);
            new Figures(what).took("silence", silence).print();
            assertThat(silence).isLessThan(silenceMax);
        }
    }

    /// The node is still told of a client that comes afterwards.
    void isTold(String what, Runnable change) {
        change.run();
        ClientFile file = client.open(node).file();
        Instant opened = Instant.now();
        try (WireGuard _ = client.up(file, node);
                Ping ping = client.ping(node.web().address(), EVERY)) {
            await("the node hears of its client")
                    .atMost(HEARD_MAX)
                    .until(() -> node.wireGuard().hasPeer(file.publicKey()));
            Duration heard = Duration.between(opened, Instant.now());
            new Figures(what)
                    .took("the node hears of a client", heard)
                    .took("first answer", ping.first(opened, HEARD_MAX.plus(RETRY)))
                    .print();
        }
    }

    void isSilentOnceClosed() {
        LabClient.Session session = client.open(node);
        try (WireGuard _ = client.up(session.file(), node);
                Ping ping = client.ping(node.web().address(), EVERY)) {
            ping.first(Instant.now(), RETRY);
            client.close(session);
            await("silence")
                    .atMost(SETTLED.plus(SOON))
                    .until(() -> ping.last().isBefore(Instant.now().minus(SETTLED)));
        }
    }
}
