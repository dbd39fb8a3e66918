package io.boson.server.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/// The options of `boson up` that stand for a setting. Each is the short way to say what its
/// environment variable says, so the configuration knows one kind of override and not two.
enum UpOption {
    PORT("--port", "BOSON_HTTP_PORT", Kind.PORT, "port of the HTTP API (3000)"),
    RELAY_PORT("--relay-port", "BOSON_RELAY_PORT", Kind.PORT, "port of the relay (3001)"),
    ADMIN_PORT(
            "--admin-port",
            "BOSON_ADMIN_PORT",
            Kind.PORT,
            "port for operators, on the loopback address only"),
    BIND(
            "--bind",
            "BOSON_BIND",
            Kind.ADDRESS,
            "address to listen on (127.0.0.1: this machine only; 0.0.0.0: everybody)"),
    ADVERTISED_HOST(
            "--advertised-host",
            "BOSON_ADVERTISED_HOST",
            Kind.HOST,
            "name or address under which nodes and clients reach this server"),
    DATA("--data", "BOSON_DATA", Kind.DIRECTORY, "directory for all that is kept (data)"),
    KAFKA(
            "--kafka",
            "BOSON_KAFKA_BOOTSTRAP_SERVERS",
            Kind.SERVERS,
            "Kafka to use, host:port[,host:port]... (none: one inside this process)"),
    ENROLMENT(
            "--enrolment",
            "BOSON_ENROLMENT",
            Kind.ENROLMENT,
            "who may register a node: 'key' asks for an enrolment key, 'open' lets anybody (key)");

    private enum Kind {
        PORT("N"),
        ADDRESS("ADDRESS"),
        HOST("HOST"),
        DIRECTORY("DIR"),
        SERVERS("SERVERS"),
        ENROLMENT("key|open");

        final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private static final int PORT_MAX = 65_535;

    private final String option;
    private final String variable;
    private final Kind kind;
    private final String description;

    UpOption(String option, String variable, Kind kind, String description) {
        this.option = option;
        this.variable = variable;
        this.kind = kind;
        this.description = description;
    }

    String option() {
        return option;
    }

    /// The environment variable it stands for.
    String variable() {
        return variable;
    }

    String description() {
        return description;
    }

    OptionSpec spec() {
        return OptionSpec.builder(option)
                .paramLabel(kind.label)
                .type(String.class)
                .converters(this::checked)
                .description(description)
                .build();
    }

    /// Only what is plainly no such thing is refused here; the configuration checks the rest, for
    /// options and variables alike.
    private String checked(String text) {
        return switch (kind) {
            case PORT -> checkedPort(text);
            case ENROLMENT -> checkedEnrolment(text);
            case ADDRESS, HOST, DIRECTORY, SERVERS -> checkedText(text);
        };
    }

    private static String checkedPort(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= PORT_MAX) {
            return text;
        }
        throw new TypeConversionException("'" + text + "' is no port (0 to " + PORT_MAX + ")");
    }

    private static String checkedEnrolment(String text) {
        if (text.equals("key") || text.equals("open")) {
            return text;
        }
        throw new TypeConversionException("'" + text + "' is neither 'key' nor 'open'");
    }

    private static String checkedText(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the value is empty");
        }
        return text;
    }
}
