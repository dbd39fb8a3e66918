package io.boson.server.cli;

/// What the process says to the shell, besides 130 and 143: the JVM's own on Ctrl-C and SIGTERM.
enum ExitCode {
    DONE(0),
    /// Could not start, or broke. One line on stderr says why.
    FAILED(1),
    /// Words that nobody understands; nothing was tried.
    USAGE(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
