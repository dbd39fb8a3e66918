package io.boson.server.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/// The options of `boson simulate` that take a value, and what values they take. Each keeps its
/// text; [SimulateCommand] reads it, knowing that it is well formed.
enum SimulateOption {
    NODES("--nodes", "N", "nodes to play, 1 to 5000 (20)", SimulateForm.WHOLE, 1, 5_000),
    CLIENTS("--clients", "M", "clients to play, 0 to 20000 (50)", SimulateForm.WHOLE, 0, 20_000),
    API(
            "--api",
            "URL",
            "the server's HTTP API (http://localhost:3000, or the port in BOSON_HTTP_PORT)",
            SimulateForm.API),
    ENROLMENT_KEY(
            "--enrolment-key",
            "KEY",
            "key that lets nodes register (the one in --data)",
            SimulateForm.KEY),
    DATA(
            "--data",
            "DIR",
            "the server's data directory, where its enrolment.key lies (data, or BOSON_DATA)",
            SimulateForm.TEXT),
    DURATION(
            "--duration",
            "TIME",
            "how long to play: 90s, 5m, 2h; 0: until Ctrl-C (60s)",
            SimulateForm.DURATION),
    SEED(
            "--seed",
            "NUMBER",
            "draws the fleet and all it does; the same seed, the same fleet (any; it is printed)",
            SimulateForm.SEED),
    HEARTBEAT(
            "--heartbeat",
            "SECONDS",
            "interval that nodes announce, 10 to 300 (10)",
            SimulateForm.WHOLE,
            10,
            300),
    ROUTES_PER_SECOND(
            "--routes-per-second",
            "RATE",
            "route requests of all clients together, 0.1 to 1000 (5); a server lets one address"
                    + " ask 20 a second unless told otherwise",
            SimulateForm.RATE),
    RELAY(
            "--relay",
            "on|off",
            "whether both ends attach to the relay and exchange packets (on)",
            SimulateForm.SWITCH),
    DEGRADE(
            "--degrade",
            "PCT",
            "of the nodes turn bad and recover, again and again (0)",
            SimulateForm.WHOLE,
            0,
            100),
    SILENT(
            "--silent",
            "PCT",
            "of the nodes stop their heartbeats for good (0)",
            SimulateForm.WHOLE,
            0,
            100),
    CHURN(
            "--churn",
            "PCT",
            "of the nodes deregister and register again, each minute (0)",
            SimulateForm.WHOLE,
            0,
            100),
    DROP_CLIENTS(
            "--drop-clients",
            "PCT",
            "of the clients vanish from each session without closing it (0)",
            SimulateForm.WHOLE,
            0,
            100),
    NOISE("--noise", "PCT", "by which each measure strays at most (5)", SimulateForm.WHOLE, 0, 100);

    private final String option;
    private final String label;
    private final String description;
    private final SimulateForm form;
    private final int low;
    private final int high;

    SimulateOption(String option, String label, String description, SimulateForm form) {
        this(option, label, description, form, 0, 0);
    }

    /// @param low bounds of a whole number, both included
    SimulateOption(
            String option, String label, String description, SimulateForm form, int low, int high) {
        this.option = option;
        this.label = label;
        this.description = description;
        this.form = form;
        this.low = low;
        this.high = high;
    }

    String option() {
        return option;
    }

    OptionSpec spec() {
        return OptionSpec.builder(option)
                .paramLabel(label)
                .type(String.class)
                .converters(this::checked)
                .description(description)
                .build();
    }

    private String checked(String text) {
        form.fault(text, low, high)
                .ifPresent(
                        fault -> {
                            throw new TypeConversionException(fault);
                        });
        return text;
    }
}
