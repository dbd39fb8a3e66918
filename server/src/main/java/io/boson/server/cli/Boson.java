package io.boson.server.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/// The command line: the words after `boson` in, an exit code out.
public final class Boson {

    private Boson() {}

    /// @param serving starts a server that tells people what it has to say there
    /// @param simulating plays a fleet and tells of it there
    /// @param replaying prints what happened there
    /// @param rebuilding writes the history anew and tells of it there
    /// @param connecting prints a client's WireGuard configuration there
    /// @param args as the launcher was given them; it says in `boson.home` where it lies
    /// @return the process's exit code
    public static int run(
            Function<PrintStream, Launch> serving,
            Function<PrintStream, Simulate> simulating,
            Function<PrintStream, Replay> replaying,
            Function<PrintStream, Rebuild> rebuilding,
            Function<PrintStream, Connect> connecting,
            String... args) {
        var environment = System.getenv();
        var home = Path.of(System.getProperty("boson.home", ""));
        var up = new UpCommand(serving.apply(System.out), home, environment);
        var screen = Screen.of(System.console());
        var simulate = new SimulateCommand(simulating.apply(System.out), screen, environment);
        var colours = Colours.of(environment, System.console());
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        var replay = new ReplayCommand(replaying.apply(System.out), environment);
        var history = new HistoryCommand(rebuilding.apply(System.out), screen, home, environment);
        var connect = new ConnectCommand(connecting.apply(System.out), screen, environment);
        var commands =
                List.of(up.spec(), connect.spec(), simulate.spec(), replay.spec(), history.spec());
        return run(commands, colours, out, err, args);
    }

    static int run(
            UpCommand up,
            SimulateCommand simulate,
            Ansi colours,
            PrintWriter out,
            PrintWriter err,
            String... args) {
        return run(List.of(up.spec(), simulate.spec()), colours, out, err, args);
    }

    static int run(
            List<CommandSpec> commands,
            Ansi colours,
            PrintWriter out,
            PrintWriter err,
            String... args) {
        var root = RootCommand.spec(version(), commands);
        root.addSubcommand("cert", new CertCommand().spec());
        return new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(Boson::bug)
                .execute(args);
    }

    private static int bug(Exception bug, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("boson: stopped by an error that nobody expected:");
        bug.printStackTrace(command.getErr());
        return ExitCode.FAILED.number();
    }

    /// The jar's version; classes that lie in no jar have none.
    private static String version() {
        return Optional.ofNullable(Boson.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }
}
