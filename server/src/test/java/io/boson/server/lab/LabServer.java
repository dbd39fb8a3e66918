package io.boson.server.lab;

import io.boson.server.launcher.Launched;
import java.nio.file.Path;
import java.util.Map;

/// The packed distribution, `boson up`, in the lab's `pub`: stopped, killed and started again at
/// will, on the same data.
final class LabServer implements AutoCloseable {

    static final String API = "http://" + Lab.PUBLIC + ":3000";

    /// No other network than the lab's: fixed ports meet nobody.
    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("BOSON_BIND", "::"),
                    Map.entry("BOSON_ADVERTISED_HOST", Lab.PUBLIC),
                    Map.entry("BOSON_HTTP_PORT", "3000"),
                    Map.entry("BOSON_RELAY_PORT", "3001"),
                    Map.entry("BOSON_UDP_PORT", "51820"),
                    Map.entry("BOSON_DATABASE_URL", "none"),
                    Map.entry("BOSON_TUNNEL_IPV4", "100.96.0.0/16"),
                    Map.entry("BOSON_TUNNEL_IPV6", LabNode.TUNNEL_IPV6 + "::/48"),
                    Map.entry("BOSON_AOT", "off"));

    private final Lab lab;
    private Launched running;

    private LabServer(Lab lab) {
        this.lab = lab;
        this.running = launch(lab);
    }

    static LabServer start(Lab lab) {
        return lab.owns(new LabServer(lab));
    }

    void restart() {
        running.stop();
        running = launch(lab);
    }

    /// With SIGKILL instead of a stop.
    void crash() {
        running.kill();
        running = launch(lab);
    }

    String enrolmentKey() {
        return running.enrolmentKey();
    }

    private static Launched launch(Lab lab) {
        Path folder = lab.file("server");
        folder.toFile().mkdirs();
        return Launched.start(folder, SETTINGS, lab.pub().inside()).ready();
    }

    @Override
    public void close() {
        running.close();
    }
}
