package io.boson.bench;

import io.boson.bench.load.LoadLoop;
import io.boson.bench.load.Outcome;
import io.boson.bench.load.Pace;
import io.boson.bench.load.Traffic;
import io.boson.bench.process.Child;
import io.boson.bench.process.Machine;
import java.io.IOException;
import java.time.Duration;

/// One of the things compared: a process, and the load on it.
///
/// @param port of the process, at which it serves HTTP
/// @param connections opened anew for each run: a server closes those that idle
/// @param rest of the work, what the answers did not wait for; its processor time counts too
record Subject(
        String name,
        Child child,
        int port,
        int connections,
        Traffic traffic,
        Pace pace,
        Rest rest) {

    /// Awaits the rest of the work.
    @FunctionalInterface
    interface Rest {
        Duration await() throws IOException, InterruptedException;

        /// Where answers say it all.
        Rest NONE = () -> Duration.ZERO;
    }

    Measured run(Duration duration) throws IOException, InterruptedException {
        try (LoadLoop load = LoadLoop.connect(port, connections)) {
            return run(load, duration);
        }
    }

    private Measured run(LoadLoop load, Duration duration)
            throws IOException, InterruptedException {
        Machine machine = Machine.now();
        Duration self = self();
        Duration cpu = child.cpu();
        Outcome outcome = load.run(traffic, pace, duration);
        Duration restTook = rest.await();
        Duration spent = child.cpu().minus(cpu);
        double others = Machine.now().othersSince(machine, spent.plus(self().minus(self)));
        return new Measured(outcome, spent, restTook, others);
    }

    private static Duration self() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
