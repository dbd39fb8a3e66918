package io.boson.server.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Words that make no sense: one line that says which, and where help is.
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        var command = error.getCommandLine();
        var err = command.getErr();
        if (args.length == 0) {
            command.usage(err, command.getColorScheme());
        } else {
            var name = command.getCommandSpec().qualifiedName();
            err.println("boson: " + message(error, command) + "; see `" + name + " --help`");
        }
        return ExitCode.USAGE.number();
    }

    private static String message(ParameterException error, CommandLine command) {
        if (!(error instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            var text = String.valueOf(error.getMessage());
            return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
        }
        var word = unmatched.getUnmatched().getFirst();
        return kind(word, command) + " '" + word + "'" + suggestion(unmatched);
    }

    private static String kind(String word, CommandLine command) {
        if (word.startsWith("-")) {
            return "unknown option";
        }
        return command.getSubcommands().isEmpty() ? "unexpected argument" : "unknown command";
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        var similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
    }
}
