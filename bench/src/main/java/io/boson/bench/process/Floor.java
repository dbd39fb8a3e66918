package io.boson.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        String name = main.getSimpleName();
        return start(
                workplace,
                main,
                command,
                arguments,
                BosonServer.environment(workplace.resolve(name)));
    }

    /// One that no server is beside. Its heap is as shipped, but all of it touched, so that what
    /// grows later is no heap.
    ///
    /// @throws IOException where it does not start
    public static Floor alone(Workplace workplace, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseG1GC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow");
        return start(workplace, main, command, arguments, Map.of());
    }

    private static Floor start(
            Workplace workplace,
            Class<?> main,
            List<String> java,
            List<String> arguments,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Path output = workplace.resolve(main.getSimpleName() + ".log");
        Child child = Child.start(command, environment, output);
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
