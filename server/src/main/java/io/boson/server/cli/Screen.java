package io.boson.server.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Where output goes.
///
/// @param terminal whether a person looks at it, so that a line may be written over
/// @param columns of the terminal; as good as no limit where there is none
public record Screen(boolean terminal, int columns) {

    public static final Screen FILE = new Screen(false, Integer.MAX_VALUE);

    /// @param console the process's, null where it has none: what `System.console` answers
    static Screen of(@Nullable Console console) {
        return console != null && console.isTerminal()
                ? new Screen(true, new UsageMessageSpec().autoWidth(true).width())
                : FILE;
    }
}
