package io.boson.bench;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// How long, how often, how much.
///
/// @param warmUp of each process before anything counts: the first seconds measure the compiler
/// @param measure length of each run
/// @param runs of which the median counts
/// @param nodes registered before
/// @param nodesGiven whether somebody asked for that many
/// @param connections kept alive, each with one request on its way at a time
/// @param profile whether to look, in one run more, where the server's time goes
record Plan(
        Duration warmUp,
        Duration measure,
        int runs,
        int nodes,
        boolean nodesGiven,
        int connections,
        boolean profile) {

    Plan {
        if (runs < 1 || connections < 1 || nodes < connections) {
            throw new IllegalArgumentException(
                    "needs one run or more, one connection or more, and no fewer nodes than that");
        }
    }

    private static final int QUICK_WARM_UP = 8;
    private static final int QUICK_MEASURE = 4;

    static CommandSpec options(CommandSpec spec) {
        return spec.addOption(flag("--quick", "a short try: 8 s of warm-up, runs of 4 s"))
                .addOption(flag("--profile", "also record where the server's time goes"))
                .addOption(number("--warm-up", 40, "seconds before anything counts"))
                .addOption(number("--measure", 15, "seconds of each run"))
                .addOption(number("--runs", 3, "runs, of which the median counts"))
                .addOption(number("--nodes", 1000, "nodes registered before"))
                .addOption(number("--connections", 64, "kept-alive connections"));
    }

    static Plan of(ParseResult parsed) {
        boolean quick = parsed.hasMatchedOption("--quick");
        return new Plan(
                seconds(parsed, "--warm-up", quick ? QUICK_WARM_UP : 40),
                seconds(parsed, "--measure", quick ? QUICK_MEASURE : 15),
                number(parsed, "--runs"),
                number(parsed, "--nodes"),
                parsed.hasMatchedOption("--nodes"),
                number(parsed, "--connections"),
                parsed.hasMatchedOption("--profile"));
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    private static OptionSpec number(String name, int fallback, String description) {
        return OptionSpec.builder(name)
                .paramLabel("N")
                .type(int.class)
                .defaultValue(Integer.toString(fallback))
                .description(description + " (${DEFAULT-VALUE})")
                .build();
    }

    private static Duration seconds(ParseResult parsed, String option, int otherwise) {
        return Duration.ofSeconds(
                parsed.hasMatchedOption(option) ? number(parsed, option) : otherwise);
    }

    private static int number(ParseResult parsed, String option) {
        return parsed.matchedOptionValue(
                option, (int) parsed.commandSpec().findOption(option).getValue());
    }
}
