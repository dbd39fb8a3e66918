package io.boson.bench.profile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Processor time of a process's threads, summed up by kind: `C2 CompilerThre`, `http-#`. Read from
/// `/proc/PID/task/TID/stat`, whose fields 14 and 15 are user and system time in ticks of 10 ms;
/// the name before them stands in parentheses and may hold anything.
record ThreadTimes(Map<String, Long> ticks) {

    private static final int USER = 11;

    static ThreadTimes of(long pid) throws IOException {
        Map<String, Long> ticks = new TreeMap<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                stat(task).ifPresent(stat -> add(ticks, stat));
            }
        }
        return new ThreadTimes(ticks);
    }

    /// Empty where the thread has ended meanwhile.
    private static Optional<String> stat(Path task) throws IOException {
        try {
            return Optional.of(Files.readString(task.resolve("stat")));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        }
    }

    private static void add(Map<String, Long> ticks, String stat) {
        int end = stat.lastIndexOf(')');
        String name = stat.substring(stat.indexOf('(') + 1, end);
        String[] fields = stat.substring(end + 2).split(" ", -1);
        long spent = Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
        ticks.merge(name.replaceAll("\\d+", "#"), spent, Long::sum);
    }

    Shares since(ThreadTimes before) {
        Shares shares = new Shares();
        ticks.forEach((name, now) -> shares.add(name, now - before.ticks.getOrDefault(name, 0L)));
        return shares;
    }
}
