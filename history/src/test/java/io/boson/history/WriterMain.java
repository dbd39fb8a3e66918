package io.boson.history;

import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import java.util.List;

/// A writer in a process of its own, to be killed: follows the log that [Recorded#log] makes.
final class WriterMain {

    static final int NODES = 4;
    static final int SUBMISSIONS = 70;
    static final int EACH = 5;

    private static final int BATCH = 7;

    private WriterMain() {}

    /// @param args url, user, password
    public static void main(String[] args) {
        List<RecordedEvent> log = Recorded.log(NODES, SUBMISSIONS, EACH);
        try (HistoryDatabase database =
                new HistoryDatabase(new DatabaseAddress(args[0], args[1], args[2]))) {
            HistoryWriter writer = new HistoryWriter(database);
            System.out.println("begins");
            for (int from = begin(writer); from < log.size(); from += BATCH) {
                writer.handle(log.subList(from, Math.min(log.size(), from + BATCH)));
                System.out.println("wrote");
            }
        }
    }

    private static int begin(HistoryWriter writer) {
        return writer.positions().stream()
                .mapToInt(position -> Math.toIntExact(position.offset()))
                .findFirst()
                .orElse(0);
    }

    static LogPosition end() {
        return new LogPosition(io.boson.events.Topic.METRICS, 0, (long) NODES * SUBMISSIONS);
    }
}
