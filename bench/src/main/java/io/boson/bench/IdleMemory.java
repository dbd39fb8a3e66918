package io.boson.bench;

import io.boson.bench.load.RelayEnd;
import io.boson.bench.process.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What idle connections cost a process, each kind of memory for itself:
///
/// - heap: what a full collection leaves, with the connections and without them;
/// - beside it: resident memory, which grows by nothing else where the whole heap has been touched
///   from the start (`-XX:+AlwaysPreTouch`). The kernel's socket buffers are in neither.
///
/// The first connections stay open and do not count, and there are many of them: compiling the code
/// that opens one takes tens of megabytes, which by then are spent. Nor does anything hide in what
/// a closed connection would give back to an allocator, but not to the system.
final class IdleMemory {

    private static final int CONNECTIONS = 6000;
    private static final int FIRST = 3000;

    /// `garbage-first heap   total reserved 524288K, committed 524288K, used 3120K [...`
    private static final Pattern USED = Pattern.compile("heap .* used (\\d+)K");

    /// Opens one connection of a process.
    @FunctionalInterface
    interface Opening {
        RelayEnd open(int number) throws IOException;
    }

    private record Memory(long heap, long resident) {}

    private IdleMemory() {}

    /// @return as a line to print
    static String of(Child child, Opening opening) throws Exception {
        List<RelayEnd> ends = new ArrayList<>();
        try {
            open(opening, FIRST, ends);
            Memory before = now(child);
            open(opening, CONNECTIONS, ends);
            Memory after = now(child);
            int counted = CONNECTIONS - FIRST;
            long heap = (after.heap - before.heap) / counted;
            long beside = (after.resident - before.resident) / counted;
            return "%s bytes per idle connection: %s of heap and %s beside it (%d of them)."
                    .formatted(
                            Table.count(heap + beside),
                            Table.count(heap),
                            Table.count(beside),
                            counted);
        } finally {
            close(ends);
        }
    }

    /// Opens more, until there are so many.
    private static void open(Opening opening, int many, List<RelayEnd> ends) throws IOException {
        while (ends.size() < many) {
            ends.add(opening.open(ends.size()));
        }
    }

    private static void close(List<RelayEnd> ends) throws IOException {
        for (RelayEnd end : ends) {
            end.close();
        }
    }

    private static Memory now(Child child) throws IOException, InterruptedException {
        jcmd(child, "GC.run");
        Matcher used = USED.matcher(jcmd(child, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd GC.heap_info does not tell what is used");
        }
        return new Memory(Long.parseLong(used.group(1)) * 1024, child.residentBytes());
    }

    private static String jcmd(Child child, String command)
            throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(child.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + answer);
        }
        return answer;
    }
}
