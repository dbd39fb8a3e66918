package io.boson.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// A recording's samples of processor time, counted in three ways.
///
/// @param owners each sample once: the package nearest to its top that is not the JDK's
/// @param methods each sample once for every method of interest on its stack, so these overlap
/// @param allocations bytes allocated, by owner
record Samples(Shares owners, Shares methods, Shares allocations) {

    private static final List<String> JDK =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.xml.");

    /// Libraries are one owner each, whatever their packages.
    private static final List<String> WHOLE =
            List.of(
                    "org.eclipse.jetty",
                    "org.glassfish.jersey",
                    "com.fasterxml.jackson",
                    "org.apache.kafka.clients.producer",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.clients",
                    "org.apache.kafka.streams",
                    "org.apache.kafka.common",
                    "org.apache.kafka",
                    "org.rocksdb",
                    "ch.qos.logback",
                    "org.slf4j",
                    "com.github.benmanes.caffeine",
                    "io.github.bucket4j",
                    "io.netty",
                    "kafka",
                    "scala");

    static Samples read(Path recording) throws IOException {
        Samples samples = new Samples(new Shares(), new Shares(), new Shares());
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                switch (event.getEventType().getName()) {
                    case "jdk.CPUTimeSample" -> samples.cpu(stack);
                    case "jdk.ObjectAllocationSample" ->
                            samples.allocations.add(owner(stack), event.getLong("weight"));
                    default -> {}
                }
            }
        }
        return samples;
    }

    private void cpu(@Nullable RecordedStackTrace stack) {
        owners.add(owner(stack), 1);
        if (stack == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith("io.boson.") || !isJdk(type)) {
                seen.add(shorter(type) + "." + frame.getMethod().getName());
            }
        }
        seen.forEach(method -> methods.add(method, 1));
    }

    private static String owner(@Nullable RecordedStackTrace stack) {
        if (stack == null) {
            return "(no stack)";
        }
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!isJdk(type)) {
                return WHOLE.stream()
                        .filter(whole -> type.startsWith(whole + "."))
                        .findFirst()
                        .orElseGet(() -> type.substring(0, Math.max(0, type.lastIndexOf('.'))));
            }
        }
        return "JDK alone: " + base(stack);
    }

    /// The outermost frame's type tells which thread it was.
    private static String base(RecordedStackTrace stack) {
        List<RecordedFrame> frames = stack.getFrames();
        return frames.isEmpty() ? "?" : frames.getLast().getMethod().getType().getName();
    }

    private static boolean isJdk(String type) {
        return JDK.stream().anyMatch(type::startsWith);
    }

    private static String shorter(String type) {
        return type.replaceAll("\\$\\$Lambda.*", "\\$lambda");
    }
}
