package io.boson.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// `boson cert`: a self-signed certificate for trying `wss`.
final class CertCommand implements Callable<Integer> {

    private static final String HOSTS = "--host";
    private static final String FOLDER = "--out";
    private static final String DAYS = "--days";
    private static final int DAYS_MAX = 825;

    /// What may be a host's name or address; nothing else reaches keytool.
    private static final String HOST = "[A-Za-z0-9:.-]{1,253}";

    private final CommandSpec spec = described(CommandSpec.wrapWithoutInspection(this));

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        var command = spec.commandLine();
        var parsed = command.getParseResult();
        List<String> hosts =
                Arrays.asList(parsed.matchedOptionValue(HOSTS, "localhost,127.0.0.1").split(","));
        int days = parsed.matchedOptionValue(DAYS, 30);
        Path folder = parsed.matchedOptionValue(FOLDER, Path.of(""));
        if (!hosts.stream().allMatch(host -> host.matches(HOST))) {
            throw new ParameterException(command, HOSTS + " must be names and IP addresses");
        }
        if (days < 1 || days > DAYS_MAX) {
            throw new ParameterException(command, DAYS + " must be from 1 to " + DAYS_MAX);
        }
        Path certificate = folder.resolve("relay.crt");
        Path key = folder.resolve("relay.key");
        try {
            SelfSigned.write(hosts, days, certificate, key);
        } catch (IOException failure) {
            command.getErr().println("boson: " + failure.getMessage());
            return ExitCode.FAILED.number();
        }
        command.getOut().println("BOSON_RELAY_CERTIFICATE=" + certificate.toAbsolutePath());
        command.getOut().println("BOSON_RELAY_KEY=" + key.toAbsolutePath());
        return ExitCode.DONE.number();
    }

    private static CommandSpec described(CommandSpec spec) {
        spec.name("cert").mixinStandardHelpOptions(true);
        spec.addOption(
                OptionSpec.builder(HOSTS)
                        .paramLabel("HOST,HOST")
                        .type(String.class)
                        .description("names and addresses it is good for (localhost,127.0.0.1)")
                        .build());
        spec.addOption(
                OptionSpec.builder(DAYS)
                        .paramLabel("N")
                        .type(Integer.class)
                        .description("how long it is good (30)")
                        .build());
        spec.addOption(
                OptionSpec.builder(FOLDER)
                        .paramLabel("DIR")
                        .type(Path.class)
                        .description("where relay.crt and relay.key go (here)")
                        .build());
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Make a self-signed certificate, for trying wss")
                .description(
                        "%nWrites relay.crt and relay.key and prints the two variables that make"
                                + " `boson up` use them. Nobody else trusts such a certificate:"
                                + " for anything but trials get one that is signed.");
        return spec;
    }
}
