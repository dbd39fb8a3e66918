package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.ApiClient;
import io.boson.server.api.Bodies;
import io.boson.server.api.WireGuardPeer;
import io.boson.server.api.WireGuardPeer.Tunnel;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tunnel that was there before the server went is there when it is back, without a handshake.
class WireGuardRestartIT {

    /// The server's own start is in it: some 10 s where nothing else runs.
    private static final Duration BACK_WITHIN = Duration.ofSeconds(90);

    private static final Duration SAVED_EVERY = Duration.ofSeconds(5);

    @TempDir Path folder;

    @Test
    void afterAnOrderlyStop() throws Exception {
        goesOnAfter(Launched::stop);
    }

    @Test
    void afterAKill() throws Exception {
        goesOnAfter(Launched::kill);
    }

    private void goesOnAfter(Consumer<Launched> end) throws Exception {
        int port = freePort();
        Map<String, String> told = Map.of("BOSON_UDP_PORT", Integer.toString(port));
        String key = WireGuardPeer.newKey();
        UUID node = UUID.randomUUID();
        try (WireGuardPeer client = new WireGuardPeer(key, port);
                WireGuardPeer nodes = new WireGuardPeer(Bodies.key(node), port)) {
            Tunnel tunnel;
            try (Launched boson = Launched.start(folder, told).ready()) {
                open(boson, node, key);
                tunnel = client.connect(nodes);
                awaitSaved();
                end.accept(boson);
            }
            long gone = System.nanoTime();
            try (Launched again = Launched.start(folder, told)) {
                Awaitility.await()
                        .atMost(BACK_WITHIN)
                        .until(() -> client.reaches(nodes, tunnel.toNode(), 100));
                Duration away = Duration.ofNanos(System.nanoTime() - gone);
                System.out.println("WireGuard went on after " + away.toMillis() + " ms");
                again.ready();
                nodes.forgetHeard();
                client.exchange(nodes, tunnel, 20);
            }
        }
    }

    /// The table on disk has the tunnel; it is written every few seconds.
    private void awaitSaved() {
        Path table = folder.resolve("data").resolve("flows");
        Awaitility.await()
                .atMost(SAVED_EVERY.multipliedBy(4))
                .until(() -> Files.exists(table) && Files.size(table) > 24);
    }

    private static void open(Launched boson, UUID node, String key) {
        ApiClient api = new ApiClient(boson.api());
        api.as(boson.enrolmentKey()).post("/api/v1/nodes/register", Bodies.node(node)).expect(201);
        ObjectNode wish =
                Bodies.route(UUID.randomUUID())
                        .put("targetNodeId", node.toString())
                        .put("clientPublicKey", key);
        assertThat(api.post("/api/v1/routing/request", wish).expect(200).json().has("routes"))
                .isTrue();
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
