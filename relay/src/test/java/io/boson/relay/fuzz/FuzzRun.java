package io.boson.relay.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One run of Jazzer over one target, in a JVM of its own, since it counts what the whole JVM does.
///
/// @param exit 0 where nothing was found, [#FOUND] where something was
/// @param output all that it printed
/// @param folder as drawn at the package; findings of a bounded run in `findings`
record FuzzRun(int exit, String output, Path folder) {

    /// libFuzzer's: the input is in `findings`.
    static final int FOUND = 77;

    /// What Jazzer looks for in web applications. No parser of ours speaks SQL or LDAP or opens
    /// files; to load them takes a quarter of a start, and one breaks Netty's use of `Unsafe`.
    private static final String SANITIZERS =
            Stream.of(
                            "BigDecimal",
                            "ClojureLangHooks",
                            "Deserialization",
                            "ExpressionLanguageInjection",
                            "FilePathTraversal",
                            "LdapInjection",
                            "NamingContextLookup",
                            "OsCommandInjection",
                            "ReflectiveCall",
                            "RegexInjection",
                            "RegexRoadblocks",
                            "ScriptEngineInjection",
                            "ServerSideRequestForgery",
                            "SqlInjection",
                            "TemplateInjection",
                            "UnsafeSanitizer",
                            "XPathInjection",
                            "XmlParserSsrfGuidance")
                    .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
                    .collect(Collectors.joining(File.pathSeparator));

    private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+)");
    private static final Pattern INITED = Pattern.compile("INITED\\s+cov: (\\d+)");

    /// @param runs inputs that are tried; as many with the same seeds every time, and the same ones
    static FuzzRun of(Class<?> target, List<byte[]> seeds, int runs) {
        Path folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        try {
            empty(folder);
            Path corpus = Files.createDirectories(folder.resolve("corpus"));
            Path findings = Files.createDirectories(folder.resolve("findings"));
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(corpus.resolve("seed-%02d".formatted(i)), seeds.get(i));
            }
            Path args = folder.resolve("java.args");
            Files.write(args, arguments(target, folder));
            return start(
                    folder,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "@" + args,
                            "-artifact_prefix=" + findings + "/",
                            "-seed=1",
                            "-runs=" + runs,
                            corpus.toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Of both a bounded run and a long one. Only our own classes are watched: a library's branches
    /// are not what is to be reached.
    private static List<String> arguments(Class<?> target, Path folder) {
        return Stream.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=io.boson.**",
                        "--custom_hook_includes=io.boson.**",
                        "--disabled_hooks=" + SANITIZERS,
                        "--reproducer_path=" + folder,
                        "-timeout=10",
                        "-max_len=2048")
                .map(argument -> '"' + argument.replace("\\", "\\\\") + '"')
                .toList();
    }

    private static FuzzRun start(Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        try {
            int exit = process.waitFor();
            return new FuzzRun(exit, Files.readString(log, StandardCharsets.ISO_8859_1), folder);
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while fuzzing", stopped);
        }
    }

    /// Inputs that were tried; -1 where it did not come to an end.
    int runs() {
        return number(DONE, 1);
    }

    /// Edges of our code that the seeds alone reach; -1 where they were not run.
    int edgesAtFirst() {
        return number(INITED, 1);
    }

    /// Edges reached in the end; -1 likewise.
    int edges() {
        return number(DONE, 2);
    }

    List<byte[]> findings() throws IOException {
        return contents(folder.resolve("findings"));
    }

    /// Empty where there is no such folder.
    static List<byte[]> contents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(FuzzRun::content).toList();
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private int number(Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(output);
        return matcher.find() ? Integer.parseInt(matcher.group(group)) : -1;
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
