package io.boson.server.lab;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An interface of an unmodified WireGuard, wireguard-go, in a namespace.
final class WireGuard implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(10);

    private final Namespace in;
    private final String device;
    private final Running program;

    private WireGuard(Namespace in, String device, Running program) {
        this.in = in;
        this.device = device;
        this.program = program;
    }

    /// @param device its name
    static WireGuard start(Namespace in, String device, Path log) {
        Running program =
                in.start(
                        log,
                        Map.of("LOG_LEVEL", "verbose", "WG_PROCESS_FOREGROUND", "1"),
                        "wireguard-go",
                        "-f",
                        device);
        Path socket = Path.of("/var/run/wireguard", device + ".sock");
        await("wireguard-go")
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(socket) || !program.isAlive());
        if (!program.isAlive()) {
            throw new IllegalStateException("wireguard-go: " + program.said());
        }
        return new WireGuard(in, device, program);
    }

    static String newKey() {
        return Command.run("wg", "genkey").strip();
    }

    static String publicKey(String privateKey) {
        return Command.run(List.of("wg", "pubkey"), privateKey).strip();
    }

    String device() {
        return device;
    }

    /// @param conf as wg(8) takes it
    void configure(String conf) {
        in.feed(conf, "wg", "setconf", device, "/dev/stdin");
    }

    /// @param mtu bytes
    void up(int mtu, Iterable<String> addresses) {
        StringBuilder commands = new StringBuilder();
        for (String address : addresses) {
            String checked = address.contains(":") ? " nodad" : "";
            commands.append("addr add %s dev %s%s\n".formatted(address, device, checked));
        }
        commands.append("link set %s mtu %d up\n".formatted(device, mtu));
        in.ip(commands.toString());
    }

    void route(String network) {
        in.ip("route replace %s dev %s".formatted(network, device));
    }

    /// @param source of what leaves for there
    void route(String network, String source) {
        in.ip("route replace %s dev %s src %s".formatted(network, device, source));
    }

    /// Where it listens.
    int port() {
        return Integer.parseInt(in.run("wg", "show", device, "listen-port").strip());
    }

    /// Tells it where a peer is.
    void point(String publicKey, String endpoint) {
        in.run("wg", "set", device, "peer", publicKey, "endpoint", endpoint);
    }

    boolean hasPeer(String publicKey) {
        return in.run("wg", "show", device, "peers").lines().anyMatch(publicKey::equals);
    }

    /// Bytes to all peers together, handshakes included.
    long sent() {
        return in.run("wg", "show", device, "transfer")
                .lines()
                .mapToLong(line -> Long.parseLong(line.split("\t", -1)[2]))
                .sum();
    }

    /// Of its only peer.
    String endpoint() {
        return in.run("wg", "show", device, "endpoints").strip().split("\t", -1)[1];
    }

    /// With its only peer.
    Instant latestHandshake() {
        String[] words = in.run("wg", "show", device, "latest-handshakes").strip().split("\t", -1);
        return Instant.ofEpochSecond(Long.parseLong(words[1]));
    }

    @Override
    public void close() {
        program.close();
    }
}
