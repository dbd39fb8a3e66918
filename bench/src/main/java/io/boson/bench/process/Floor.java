package io.boson.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A ceiling that the server is held against, in a process like the server's own. (The floor of
/// what a request costs is the ceiling of the rate.)
///
/// @param port that it serves HTTP on
public record Floor(Child child, int port) implements AutoCloseable {

    /// What every floor prints when it serves.
    public static final String SERVES = "serves port ";

    private static final Duration READY_MAX = Duration.ofMinutes(3);
    private static final Pattern READY = Pattern.compile("(?m)^" + SERVES + "(\\d+)$");

    /// @param like the server whose JVM's options it gets
    /// @throws IOException where it does not start
    public static Floor start(
            Workplace workplace, Class<?> main, BosonServer like, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(like.child().jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        String name = main.getSimpleName();
        Child child =
                Child.start(
                        command,
                        BosonServer.environment(workplace.resolve(name)),
                        workplace.resolve(name + ".log"));
        try {
            return new Floor(child, Integer.parseInt(child.await(READY, READY_MAX).group(1)));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
