package io.boson.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `boson` itself: names the commands and explains what holds for all of them.
final class RootCommand {

    static final int WIDTH = 80;

    private static final List<String> SECTIONS =
            List.of(
                    UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                    UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                    UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                    UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                    UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                    UsageMessageSpec.SECTION_KEY_FOOTER,
                    UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);

    private RootCommand() {}

    static CommandSpec spec(String version, List<CommandSpec> commands) {
        var help = CommandSpec.forAnnotatedObject(new HelpCommand());
        help.usageMessage().header("Show the help of a command");
        var spec = CommandSpec.create().name("boson").version("boson " + version);
        spec.mixinStandardHelpOptions(true);
        for (var command : commands) {
            command.version("boson " + version);
            spec.addSubcommand(command.name(), command);
        }
        spec.addSubcommand("help", help);
        spec.usageMessage()
                .width(WIDTH)
                .sectionKeys(SECTIONS)
                .synopsisSubcommandLabel("COMMAND")
                .description(
                        "%nBoson coordinates and relays a decentralised VPN: nodes (WireGuard"
                                + " peers, often behind a home router) register, clients ask for"
                                + " a route to one, and where no direct path exists the relay"
                                + " forwards their packets. Every fact is an event in Kafka.")
                .commandListHeading("%n@|bold Commands|@%n")
                .optionListHeading("%n@|bold Options|@%n")
                .footer(footer().toArray(String[]::new))
                .exitCodeListHeading("%n@|bold Exit codes|@%n")
                .exitCodeList(exitCodes());
        return spec;
    }

    /// An option that takes a word; commands read it as text and say themselves what is wrong.
    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    private static List<String> footer() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("@|bold Examples|@");
        lines.add("  boson up                  everything on this machine, data in ./data");
        lines.add("  boson up --bind 0.0.0.0   the same, reachable from other machines");
        lines.add("  BOSON_HTTP_PORT=8080 boson up");
        lines.add("  boson connect --country DE --qr   WireGuard on a phone, through a node there");
        lines.add("  boson simulate            in a second terminal: a fleet to try it on");
        lines.add("  boson replay              what happened, once more");
        lines.add("  boson history rebuild     the history once more from the log");
        lines.add("  boson help up             what else `up` can be told");
        lines.add("");
        lines.add("@|bold Environment|@ (wins over config.yml; an option of `up` wins over both)");
        for (var option : UpOption.values()) {
            lines.add(row(option.variable(), "as " + option.option()));
        }
        lines.add(row("BOSON_JAVA_OPTS", "options for the JVM (-Xmx512m)"));
        lines.add(row("JAVA_HOME", "the Java to run on, if it is new enough"));
        lines.add(row("NO_COLOR", "set to anything: no colours"));
        return lines;
    }

    private static String row(String name, String meaning) {
        return "  %-31s%s".formatted(name, meaning);
    }

    private static Map<String, String> exitCodes() {
        var codes = new LinkedHashMap<String, String>();
        codes.put("0", "done");
        codes.put("1", "could not start, or broke: a line on stderr says why");
        codes.put("2", "unknown command or option");
        codes.put("130, 143", "stopped by Ctrl-C, by SIGTERM");
        return codes;
    }
}
