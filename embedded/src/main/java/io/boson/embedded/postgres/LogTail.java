package io.boson.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The end of what a program said, for a message.
final class LogTail {

    private static final int LINES = 3;

    private LogTail() {}

    static String of(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return String.join("; ", last).strip();
        } catch (IOException unreadable) {
            return "see " + log;
        }
    }
}
