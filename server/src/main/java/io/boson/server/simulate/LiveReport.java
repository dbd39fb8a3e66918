package io.boson.server.simulate;

import io.boson.server.cli.Screen;
import io.boson.server.simulate.tally.LiveLine;
import io.boson.server.simulate.tally.Snapshot;
import java.io.PrintStream;
import java.time.Duration;

/// Tells what goes on: on a terminal in one line that changes, elsewhere in a line now and then.
final class LiveReport {

    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration IN_FILE = Duration.ofSeconds(5);

    /// Back to the first column and erase the line (ECMA-48 8.3.41).
    private static final String OVER = "\r\33[K";

    private final PrintStream out;
    private final Screen screen;
    private Snapshot before;

    LiveReport(PrintStream out, Screen screen, Snapshot beginning) {
        this.out = out;
        this.screen = screen;
        this.before = beginning;
    }

    /// How long to wait between two lines.
    Duration interval() {
        return screen.terminal() ? ON_TERMINAL : IN_FILE;
    }

    void tell(Snapshot now) {
        String line = LiveLine.of(now, before, screen.columns());
        before = now;
        if (screen.terminal()) {
            out.print(OVER + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    /// Leaves the last line where it is.
    void end() {
        if (screen.terminal()) {
            out.println();
        }
    }
}
