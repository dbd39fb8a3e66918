package io.boson.server.cli;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/// Whether help is coloured: on a terminal, unless the user asked for none.
final class Colours {

    private Colours() {}

    /// @param console the process's, null where it has none: what `System.console` answers
    static Ansi of(Map<String, String> environment, @Nullable Console console) {
        return wanted(environment, console != null && console.isTerminal()) ? Ansi.ON : Ansi.OFF;
    }

    /// `NO_COLOR` as no-color.org defines it: present and not empty.
    static boolean wanted(Map<String, String> environment, boolean terminal) {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
