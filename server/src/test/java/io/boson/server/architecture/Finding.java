package io.boson.server.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A place that breaks a rule, and what to do about it.
record Finding(Path path, int line, String advice) {

    static String report(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return path + ":" + line + ": " + advice;
    }
}
