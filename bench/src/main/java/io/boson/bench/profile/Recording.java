package io.boson.bench.profile;

import io.boson.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A flight recording of a process, by `jcmd`.
public final class Recording {

    private static final int LINES_MAX = 28;
    private static final int METHODS_MAX = 110;
    private static final long JCMD_SECONDS_MAX = 60;

    private static final String SETTINGS =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.CPUTimeSample">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="throttle">10ms</setting>
              </event>
              <event name="jdk.ObjectAllocationSample">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="throttle">150/s</setting>
              </event>
            </configuration>
            """;

    private final Child child;
    private final Path file;
    private final ThreadTimes before;

    private Recording(Child child, Path file, ThreadTimes before) {
        this.child = child;
        this.file = file;
        this.before = before;
    }

    /// @param file where it is written in the end
    public static Recording start(Child child, Path file) throws IOException, InterruptedException {
        Path settings = file.resolveSibling("bench.jfc");
        Files.writeString(settings, SETTINGS);
        jcmd(child, "JFR.configure", "stackdepth=128");
        jcmd(child, "JFR.start", "name=bench", "settings=" + settings);
        return new Recording(child, file, ThreadTimes.of(child.pid()));
    }

    /// @return what it shows, as lines to print
    public List<String> stop() throws IOException, InterruptedException {
        Shares threads = ThreadTimes.of(child.pid()).since(before);
        jcmd(child, "JFR.stop", "name=bench", "filename=" + file);
        Samples samples = Samples.read(file);
        List<String> lines = new ArrayList<>();
        lines.add("Processor time by kind of thread, as the system counts it:");
        lines.addAll(threads.lines(threads.total(), LINES_MAX));
        lines.add("Samples of Java threads' processor time (" + samples.owners().total() + "),");
        lines.add("by the package nearest to the top that is not the JDK's:");
        lines.addAll(samples.owners().lines(samples.owners().total(), LINES_MAX));
        lines.add("by method, with all that it calls:");
        lines.addAll(samples.methods().lines(samples.owners().total(), METHODS_MAX));
        lines.add("Allocated bytes, by package as above:");
        lines.addAll(samples.allocations().lines(samples.allocations().total(), LINES_MAX));
        return lines;
    }

    private static void jcmd(Child child, String... command)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(child.pid()));
        line.addAll(List.of(command));
        Process jcmd =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!jcmd.waitFor(JCMD_SECONDS_MAX, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly();
            throw new IOException("jcmd does not end");
        }
        if (jcmd.exitValue() != 0) {
            throw new IOException("jcmd " + String.join(" ", command) + " failed");
        }
    }
}
