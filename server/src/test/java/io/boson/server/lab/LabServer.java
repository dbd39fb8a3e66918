package io.boson.server.lab;

import io.boson.server.launcher.Launched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The packed distribution, `boson up`, in the lab's `pub`: stopped, killed and started again at
/// will, on the same data.
final class LabServer implements AutoCloseable {

    static final String RELAY = "ws://" + Lab.PUBLIC + ":3001/relay/";
    static final String API = "http://" + Lab.PUBLIC + ":3000";

    /// No other network than the lab's: fixed ports meet nobody.
    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("BOSON_BIND", "::"),
                    Map.entry("BOSON_ADVERTISED_HOST", Lab.PUBLIC),
                    Map.entry("BOSON_HTTP_PORT", "3000"),
                    Map.entry("BOSON_RELAY_PORT", "3001"),
                    Map.entry("BOSON_UDP_PORT", "51820"),
                    Map.entry("BOSON_ADMIN_PORT", "3080"),
                    Map.entry("BOSON_TUNNEL_IPV4", "100.96.0.0/16"),
                    Map.entry("BOSON_TUNNEL_IPV6", LabNode.TUNNEL_IPV6 + "::/48"),
                    Map.entry("BOSON_AOT", "off"));

    /// Of something that has happened.
    private static final Pattern COUNT =
            Pattern.compile("bosonserver_(\\w+)_total\\{app=\"bosonserver\",?(.*)} ([1-9].*)");

    private final Lab lab;
    private final Map<String, String> also;
    private Launched running;

    private LabServer(Lab lab, Map<String, String> also) {
        this.lab = lab;
        this.also = also;
        this.running = launch();
    }

    /// Without a history.
    static LabServer start(Lab lab) {
        return start(lab, Map.of("BOSON_DATABASE_URL", "none"));
    }

    /// @param also settings beside the lab's
    static LabServer start(Lab lab, Map<String, String> also) {
        return lab.owns(new LabServer(lab, also));
    }

    void restart() {
        running.stop();
        running = launch();
    }

    /// With SIGKILL instead of a stop.
    void crash() {
        running.kill();
        running = launch();
    }

    String enrolmentKey() {
        return running.enrolmentKey();
    }

    String health() {
        return lab.pub().run("curl", "-sS", "-m", "5", API + "/health");
    }

    /// What did not get through, by cause.
    String drops() {
        String metrics = lab.pub().run("curl", "-sSf", "-m", "5", "http://127.0.0.1:3080/metrics");
        return COUNT.matcher(metrics)
                .results()
                .filter(count -> count.group(1).matches(".*_(drops|refused)"))
                .map(count -> "%s %s %s".formatted(count.group(1), count.group(2), count.group(3)))
                .collect(Collectors.joining(", "));
    }

    /// The database beside it.
    ProcessHandle postgres() {
        Path file = folder().resolve("data/postgres/cluster/postmaster.pid");
        try (Stream<String> lines = Files.lines(file)) {
            return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return lab.file("server");
    }

    private Launched launch() {
        folder().toFile().mkdirs();
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(also);
        return Launched.start(folder(), all, lab.pub().inside()).ready();
    }

    @Override
    public void close() {
        running.close();
    }
}
