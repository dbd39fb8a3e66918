package io.boson.server.turn.stun;

import static org.awaitility.Awaitility.await;

import io.boson.server.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The system's coturn, started by `coturn/start` with the configuration beside it, on loopback and
/// free ports. Its relayed addresses are 127.0.0.7 and ::1.
public final class Coturn implements AutoCloseable {

    public static final String HOST = "127.0.0.1";
    public static final String SECRET = "a secret for tests only".replace(' ', '-');
    public static final String PREVIOUS = "the secret before this".replace(' ', '-');
    public static final String RELAYED = "127.0.0.7";

    private static final Path START = Path.of("..", "coturn", "start").toAbsolutePath();
    private static final int FIRST_PORT = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final int tlsPort;

    private Process process;

    private Coturn(Path folder, int port, int tlsPort, Process process) {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
        this.process = process;
    }

    /// @param told beyond what it needs, as `coturn/start` describes it
    public static Coturn start(Path folder, Map<String, String> told) {
        needed();
        try {
            if (Files.notExists(folder.resolve("relay.crt"))) {
                certificate(folder);
            }
            int port = freePort();
            int tlsPort = freePort();
            Map<String, String> environment = new HashMap<>();
            environment.put("BOSON_TURN_SECRET", SECRET);
            environment.put("TURN_PORT", Integer.toString(port));
            environment.put("TURN_TLS_PORT", Integer.toString(tlsPort));
            environment.putAll(told);
            Process process = launch(folder, environment);
            Coturn started = new Coturn(folder, port, tlsPort, process);
            started.awaitAnswer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Skips the test, and says why, where the system has no coturn.
    static void needed() {
        Assumptions.assumeTrue(
                isInstalled(), "coturn is not installed; on Debian: apt-get install coturn");
    }

    public static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "turnserver")));
    }

    private static Process launch(Path folder, Map<String, String> told) throws IOException {
        Path log = folder.resolve("coturn.log");
        ProcessBuilder builder =
                new ProcessBuilder(START.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.put("TMPDIR", folder.toString());
        environment.put("TURN_LISTENING_IP", HOST);
        environment.put("TURN_RELAY_IP", RELAYED + ",::1");
        environment.put("TURN_CERT", folder.resolve("relay.crt").toString());
        environment.put("TURN_KEY", folder.resolve("relay.key").toString());
        environment.putAll(told);
        return builder.start();
    }

    private static void certificate(Path folder) {
        int exit = Main.run("cert", "--host", HOST, "--out", folder.toString());
        if (exit != 0) {
            throw new IllegalStateException("no certificate for the tests");
        }
    }

    /// Free for UDP and for TCP, and none that the system gives to connections: it stays free while
    /// coturn is away.
    private static int freePort() throws IOException {
        int last = Math.min(firstOfConnections() - 1, 0xffff);
        for (int i = 0; i < 100; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, last);
            InetAddress loopback = InetAddress.ofLiteral(HOST);
            try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                    DatagramSocket udp =
                            new DatagramSocket(
                                    new InetSocketAddress(loopback, tcp.getLocalPort()))) {
                return udp.getLocalPort();
            } catch (java.net.BindException taken) {
                // the next one
            }
        }
        throw new IOException("no port is free for UDP and TCP");
    }

    private static int firstOfConnections() throws IOException {
        // In one read: this file has no more to say to a second one.
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        return Integer.parseInt(Files.readAllLines(range).getFirst().split("\\s+", 2)[0]);
    }

    private void awaitAnswer() {
        await("coturn's answer")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new AssertionError(log());
                            }
                            try (TurnClient client =
                                    TurnClient.udp(HOST, port, new SecureRandom())) {
                                return client.binding().getPort() > 0;
                            }
                        });
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("coturn.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    /// As `turn.authorities`.
    public Path certificate() {
        return folder.resolve("relay.crt");
    }

    /// As `turn.servers`.
    public String asServer() {
        return HOST + ":" + port + " tls=" + tlsPort;
    }

    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// Again, on the same ports, after [#stop].
    public void restart(Map<String, String> told) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BOSON_TURN_SECRET", SECRET);
        environment.put("TURN_PORT", Integer.toString(port));
        environment.put("TURN_TLS_PORT", Integer.toString(tlsPort));
        environment.putAll(told);
        try {
            process = launch(folder, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    @Override
    public void close() {
        stop();
    }
}
