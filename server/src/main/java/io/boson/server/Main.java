package io.boson.server;

import io.boson.server.cli.Boson;
import io.boson.server.connect.Connection;
import io.boson.server.replay.ReplayPrinter;
import io.boson.server.simulate.Simulation;

/// Where the JVM begins: the command line, with a real server and a real fleet behind it.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// @return the process's exit code
    public static int run(String... args) {
        return Boson.run(
                Serve::new,
                Simulation::new,
                ReplayPrinter::new,
                RebuildHistory::new,
                Connection::new,
                args);
    }
}
