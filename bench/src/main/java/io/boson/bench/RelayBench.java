package io.boson.bench;

import io.boson.bench.floor.ForwarderFloor;
import io.boson.bench.floor.RelayUnderLoad;
import io.boson.bench.load.RelayEnd;
import io.boson.bench.load.RelayPair;
import io.boson.bench.process.Child;
import io.boson.bench.process.Floor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.Histogram;

/// Frames through the relay from a node to its client, over `ws` and `wss`, beside a forwarder that
/// does not look at them; and what an idle connection costs.
final class RelayBench {

    private static final Pattern READY = Pattern.compile("(?m)^" + Floor.SERVES + "(\\d+)$");
    private static final Duration READY_MAX = Duration.ofMinutes(1);
    private static final int[] SIZES = {1280, 128};
    private static final int[] PAIRS = {1, 200};
    private static final int IDLE = 2000;

    /// Bytes on the way per flow: enough for the loop to be busy, far below what is dropped.
    private static final int TRAIN_BYTES = 32 * 1024;

    private static final int TRAIN_BYTES_OF_MANY = 4 * 1024;

    private record Subject(
            String name, Child child, int port, Optional<SSLContext> trust, boolean isRelay) {}

    private record Run(double framesPerSecond, double nanosPerFrame) {}

    private RelayBench() {}

    static void run(Plan plan, Path home) throws Exception {
        Path folder = Files.createTempDirectory("boson-bench-relay");
        Certificates wss = Certificates.make(folder);
        List<String> files = List.of(wss.certificate().toString(), wss.key().toString());
        try (Child floor = start(ForwarderFloor.class, List.of(), folder);
                Child plain = start(RelayUnderLoad.class, List.of(), folder);
                Child tls = start(RelayUnderLoad.class, files, folder)) {
            List<Subject> subjects =
                    List.of(
                            subject("floor: bytes as they come", floor, Optional.empty(), false),
                            subject("relay, ws", plain, Optional.empty(), true),
                            subject("relay, wss", tls, Optional.of(wss.trust()), true));
            table(plan, subjects).print(System.out);
        }
    }

    private static Table table(Plan plan, List<Subject> subjects) throws Exception {
        Table table =
                new Table(
                        "Relay: binary frames from a node to its client",
                        List.of("pairs x bytes", "", "frames/s", "CPU ns/frame", "of the floor"));
        for (Subject subject : subjects) {
            Progress.say("warming up: " + subject.name());
            flows(subject, 1, 1280, plan.warmUp());
        }
        for (int pairs : PAIRS) {
            for (int size : SIZES) {
                compare(table, plan, subjects, pairs, size);
            }
        }
        latencies(table, plan, subjects);
        for (Subject subject : subjects) {
            if (subject.isRelay()) {
                table.note(
                        "%s: %s bytes of memory per idle connection (%d of them)."
                                .formatted(subject.name(), Table.count(idleBytes(subject)), IDLE));
            }
        }
        return table;
    }

    private static void compare(Table table, Plan plan, List<Subject> subjects, int pairs, int size)
            throws Exception {
        List<List<Run>> all = new ArrayList<>();
        subjects.forEach(_ -> all.add(new ArrayList<>()));
        for (int round = 0; round < plan.runs(); round++) {
            for (int i = 0; i < subjects.size(); i++) {
                Progress.say("%s, %d x %d".formatted(subjects.get(i).name(), pairs, size));
                all.get(i).add(flows(subjects.get(i), pairs, size, plan.measure()));
            }
        }
        double floor = median(all.getFirst().stream().mapToDouble(Run::nanosPerFrame).toArray());
        for (int i = 0; i < subjects.size(); i++) {
            double cpu = median(all.get(i).stream().mapToDouble(Run::nanosPerFrame).toArray());
            double rate = median(all.get(i).stream().mapToDouble(Run::framesPerSecond).toArray());
            table.row(
                    List.of(
                            i == 0 ? pairs + " x " + size : "",
                            subjects.get(i).name(),
                            Table.number(rate, 0),
                            Table.number(cpu, 0),
                            Table.number(cpu / floor, 2)));
        }
    }

    private static Run flows(Subject subject, int pairs, int size, Duration time) throws Exception {
        int frames = Math.max(1, (pairs == 1 ? TRAIN_BYTES : TRAIN_BYTES_OF_MANY) / size);
        List<RelayEnd> ends = new ArrayList<>();
        List<RelayPair> flows = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            flows.add(pair(subject, i, size, frames, ends));
        }
        AtomicBoolean stop = new AtomicBoolean();
        LongAdder arrived = new LongAdder();
        Duration cpuBefore = subject.child().cpu();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (RelayPair flow : flows) {
            threads.add(Thread.ofVirtual().start(() -> running(flow, stop, arrived)));
        }
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = subject.child().cpu().minus(cpuBefore).toNanos();
        close(ends);
        return new Run(arrived.sum() / seconds, cpu / arrived.sum());
    }

    private static void running(RelayPair flow, AtomicBoolean stop, LongAdder arrived) {
        try {
            flow.run(stop, arrived);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void latencies(Table table, Plan plan, List<Subject> subjects) throws Exception {
        for (Subject subject : subjects) {
            Progress.say(subject.name() + ", one frame at a time");
            List<RelayEnd> ends = new ArrayList<>();
            RelayPair pair = pair(subject, 0, 1280, 1, ends);
            AtomicBoolean stop = new AtomicBoolean();
            Histogram nanos = new Histogram(3);
            Thread pinging =
                    Thread.ofPlatform().start(() -> pair.ping(stop, new LongAdder(), nanos));
            TimeUnit.NANOSECONDS.sleep(plan.measure().toNanos());
            stop.set(true);
            pinging.join();
            close(ends);
            table.note(
                    "%s: one frame of 1280 bytes at a time takes %s us (p50), %s us (p99)."
                            .formatted(
                                    subject.name(),
                                    Table.number(nanos.getValueAtPercentile(50) / 1e3, 0),
                                    Table.number(nanos.getValueAtPercentile(99) / 1e3, 0)));
        }
    }

    private static RelayPair pair(
            Subject subject, int number, int size, int frames, List<RelayEnd> ends)
            throws IOException {
        RelayEnd node = end(subject, RelayUnderLoad.NODE, number);
        RelayEnd client = end(subject, RelayUnderLoad.SESSION, number);
        ends.add(node);
        ends.add(client);
        byte[] payload = new byte[size];
        Arrays.fill(payload, (byte) 4);
        byte[] train = RelayEnd.train(frames, payload);
        // Four bytes of mask per frame, which only the relay takes off.
        return new RelayPair(
                node, client, train, frames, train.length - (subject.isRelay() ? 4 * frames : 0));
    }

    private static RelayEnd end(Subject subject, long kind, int number) throws IOException {
        return new RelayEnd(subject.port(), new UUID(kind, number), subject.trust(), "");
    }

    private static long idleBytes(Subject subject) throws Exception {
        List<RelayEnd> ends = new ArrayList<>();
        long before = subject.child().residentBytes();
        for (int i = 0; i < IDLE; i++) {
            ends.add(end(subject, RelayUnderLoad.SESSION, i));
        }
        long after = subject.child().residentBytes();
        close(ends);
        return (after - before) / IDLE;
    }

    private static Subject subject(
            String name, Child child, Optional<SSLContext> trust, boolean isRelay)
            throws IOException, InterruptedException {
        int port = Integer.parseInt(child.await(READY, READY_MAX).group(1));
        return new Subject(name, child, port, trust, isRelay);
    }

    private static Child start(Class<?> main, List<String> arguments, Path folder)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(arguments);
        String name = main.getSimpleName() + arguments.size();
        return Child.start(command, java.util.Map.of(), folder.resolve(name + ".log"));
    }

    private static void close(List<RelayEnd> ends) throws IOException {
        for (RelayEnd end : ends) {
            end.close();
        }
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }
}
