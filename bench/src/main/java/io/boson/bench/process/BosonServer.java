package io.boson.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The real distribution, started as a user starts it, on free ports and a data directory of its
/// own.
///
/// @param readyAfter from the launcher's start to the line that says so
/// @param cpuToReady processor time spent until then
public record BosonServer(
        Child child, Path data, int httpPort, Duration readyAfter, Duration cpuToReady)
        implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofMinutes(4);

    /// Printed once it is ready, the port by then known.
    private static final Pattern API =
            Pattern.compile("(?m)^  API +http://[^ ]*:(\\d+).*(?:\n.*)*^  Data .*\n");

    private static final String MOST = "1000000";

    /// Limits that no load here meets: what is measured is the server, not its patience.
    private static final List<String> LIMITS =
            List.of(
                    "NODES",
                    "READS",
                    "ROUTING",
                    "OTHER",
                    "HEALTH",
                    "VERIFICATIONS",
                    "EACH_NODE",
                    "EACH_SESSION",
                    "EACH_OPERATOR");

    /// @param data made where it is missing; what it holds is used
    /// @throws IOException where the server does not start
    public static BosonServer start(Workplace workplace, Path data)
            throws IOException, InterruptedException {
        Child child =
                Child.start(
                        List.of(launcher(workplace).toString(), "up"),
                        environment(data),
                        workplace.resolve(data.getFileName() + ".log"));
        try {
            Matcher ready = child.await(API, READY_MAX);
            return new BosonServer(
                    child, data, Integer.parseInt(ready.group(1)), child.age(), child.cpu());
        } catch (IOException | InterruptedException | RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    /// Of the distribution as it was built last.
    public static Path launcher(Workplace workplace) {
        return workplace.home().resolve("server/target/boson/boson");
    }

    /// Also for whatever stands beside the server and is to be configured like it.
    public static Map<String, String> environment(Path data) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("BOSON_DATA", data.toString());
        for (String port : List.of("HTTP", "ADMIN", "RELAY", "UDP")) {
            environment.put("BOSON_" + port + "_PORT", "0");
        }
        for (String limit : LIMITS) {
            environment.put("BOSON_LIMITS_" + limit + "_PER_SECOND", MOST);
            environment.put("BOSON_LIMITS_" + limit + "_BURST", MOST);
        }
        return environment;
    }

    /// What registers nodes here.
    public String enrolmentKey() throws IOException {
        return Files.readString(data.resolve("enrolment.key")).strip();
    }

    /// Where its embedded broker listens.
    public String bootstrapServers() throws IOException {
        return Files.readString(data.resolve("kafka.bootstrap")).strip();
    }

    @Override
    public void close() {
        child.close();
    }
}
