package io.boson.server.lab;

import static org.awaitility.Awaitility.await;

import io.boson.server.lab.Home.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A node behind its NAT, with a web server behind it: `examples/node.sh` and wireguard-go.
final class LabNode implements AutoCloseable {

    /// The first three words of the range of tunnel addresses.
    static final String TUNNEL_IPV6 = "fd00:b050:1";

    /// Tests start in the module's directory.
    private static final Path SCRIPT = Path.of("../examples/node.sh").toAbsolutePath().normalize();

    private static final Duration REGISTERED_MAX = Duration.ofSeconds(30);
    private static final int MTU = 1420;

    private final UUID id = UUID.randomUUID();
    private final Lab lab;
    private final Home home;
    private final Web web;
    private final WireGuard wireGuard;
    private Running script;

    private LabNode(Lab lab, Home home, Web web, WireGuard wireGuard, String enrolmentKey) {
        this.lab = lab;
        this.home = home;
        this.web = web;
        this.wireGuard = wireGuard;
        this.script = run(enrolmentKey);
    }

    /// @param number of the node, from 1
    static LabNode start(Lab lab, int number, Mapping mapping, String enrolmentKey) {
        Home home = lab.home(mapping);
        Web web = Web.build(lab, number, home.machine());
        String device = lab.device();
        WireGuard wireGuard =
                lab.owns(WireGuard.start(home.machine(), device, lab.file(device + ".log")));
        wireGuard.configure("[Interface]\nPrivateKey = " + WireGuard.newKey() + "\n");
        wireGuard.up(MTU, List.of("100.96.0.1/16", TUNNEL_IPV6 + "::1/48"));
        return lab.owns(new LabNode(lab, home, web, wireGuard, enrolmentKey));
    }

    UUID id() {
        return id;
    }

    Home home() {
        return home;
    }

    Web web() {
        return web;
    }

    WireGuard wireGuard() {
        return wireGuard;
    }

    /// What speaks for it, as the script keeps it.
    String token() {
        try {
            String header = Files.readString(state().resolve(id + ".auth"));
            return header.replace("Authorization: Bearer ", "").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path state() {
        return lab.file("node-" + id);
    }

    /// Ends the script: the node hears of no further clients.
    void pause() {
        script.close();
    }

    void resume(String enrolmentKey) {
        script = run(enrolmentKey);
    }

    private Running run(String enrolmentKey) {
        Path state = state();
        state.toFile().mkdirs();
        Path peers = state.resolve(id + ".peers");
        peers.toFile().delete();
        Running started =
                home.machine()
                        .start(
                                state.resolve("log"),
                                Map.of(
                                        "BOSON_ENROLMENT_KEY",
                                        enrolmentKey,
                                        "BOSON_COUNTRY",
                                        "DE",
                                        "BOSON_STATE",
                                        state.toString()),
                                "sh",
                                SCRIPT.toString(),
                                LabServer.API,
                                wireGuard.device(),
                                id.toString());
        await("the node is registered and knows its peers")
                .atMost(REGISTERED_MAX)
                .until(() -> Files.exists(peers) || !started.isAlive());
        if (!started.isAlive()) {
            throw new IllegalStateException("node.sh: " + started.said());
        }
        return started;
    }

    @Override
    public void close() {
        script.close();
    }
}
