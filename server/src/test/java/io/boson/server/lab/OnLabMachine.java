package io.boson.server.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips what wants a lab where none can be built, and says why.
final class OnLabMachine implements ExecutionCondition {

    private static final List<String> PROGRAMS =
            List.of(
                    "ip",
                    "nft",
                    "conntrack",
                    "wg",
                    "wg-quick",
                    "wireguard-go",
                    "iperf3",
                    "ping",
                    "curl");

    /// All that a lab needs of the kernel.
    private static final String TRIAL =
            """
            link add one type veth peer name other
            tuntap add dev tun mode tun
            """;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("as its class");
        }
        String missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("a lab can be built");
        }
        String reason = "the WireGuard lab is skipped: " + missing;
        System.err.println(context.getDisplayName() + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    /// Empty where nothing is.
    private static String missing() {
        List<String> programs = PROGRAMS.stream().filter(program -> !isOnPath(program)).toList();
        if (!programs.isEmpty()) {
            return "not installed: " + String.join(", ", programs);
        }
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            return "there is no /dev/net/tun";
        }
        String name = "bosonlab-" + ProcessHandle.current().pid() + "-trial";
        Command added = Command.of(List.of("ip", "netns", "add", name), "");
        if (added.exit() != 0) {
            return "no network namespaces, they want root: " + added.err().strip();
        }
        Namespace trial = new Namespace(name);
        try {
            Command tried = Command.of(List.of("ip", "-n", name, "-batch", "-"), TRIAL);
            return tried.exit() == 0 ? "" : "no virtual interfaces: " + tried.err().strip();
        } finally {
            trial.delete();
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
