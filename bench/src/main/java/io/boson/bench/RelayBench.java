package io.boson.bench;

import io.boson.bench.floor.ForwarderFloor;
import io.boson.bench.floor.RelayUnderLoad;
import io.boson.bench.floor.WebSocketFloor;
import io.boson.bench.load.RelayEnd;
import io.boson.bench.load.RelayPair;
import io.boson.bench.process.Child;
import io.boson.bench.process.Floor;
import io.boson.bench.profile.Recording;
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
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.Histogram;

/// Frames through the relay from a node to its client, over `ws` and `wss`, beside a forwarder that
/// does not look at them and one that does no more than WebSocket demands; and what an idle
/// connection costs.
final class RelayBench {

    private static final Pattern READY = Pattern.compile("(?m)^" + Floor.SERVES + "(\\d+)$");
    private static final Duration READY_MAX = Duration.ofMinutes(1);
    private static final int[] SIZES = {1280, 128};
    private static final int[] PAIRS = {1, 200};

    /// Bytes on the way per flow: enough for the loop to be busy, far below what is dropped.
    private static final int TRAIN_BYTES = 32 * 1024;

    private static final int TRAIN_BYTES_OF_MANY = 4 * 1024;

    private static final int IDLE_READ_AHEAD = 512;

    /// @param strips whether it takes the mask off
    /// @param minimal the place of what it is held against beside the copier: of its like
    private record Subject(
            String name,
            Child child,
            int port,
            Optional<SSLContext> trust,
            boolean strips,
            int minimal) {}

    private record Run(double framesPerSecond, double nanosPerFrame) {}

    /// The subjects that the others are held against, by their place.
    private static final int COPIER = 0;

    private static final int MINIMAL = 1;
    private static final int RELAY = 2;
    private static final int MINIMAL_WSS = 3;

    private RelayBench() {}

    static void run(Plan plan, Path home) throws Exception {
        Path folder = Files.createTempDirectory("boson-bench-relay");
        Certificates wss = Certificates.make(folder);
        List<String> files = List.of(wss.certificate().toString(), wss.key().toString());
        try (Child copier = start(ForwarderFloor.class, List.of(), folder);
                Child minimal = start(WebSocketFloor.class, List.of(), folder);
                Child plain = start(RelayUnderLoad.class, List.of(), folder);
                Child minimalTls = start(WebSocketFloor.class, files, folder);
                Child tls = start(RelayUnderLoad.class, files, folder)) {
            Optional<SSLContext> no = Optional.empty();
            Optional<SSLContext> trust = Optional.of(wss.trust());
            List<Subject> subjects =
                    List.of(
                            subject("bytes as they come", copier, no, false, MINIMAL),
                            subject("minimal forwarder, ws", minimal, no, true, MINIMAL),
                            subject("relay, ws", plain, no, true, MINIMAL),
                            subject("minimal forwarder, wss", minimalTls, trust, true, MINIMAL_WSS),
                            subject("relay, wss", tls, trust, true, MINIMAL_WSS));
            table(plan, subjects).print(System.out);
        }
    }

    private static Table table(Plan plan, List<Subject> subjects) throws Exception {
        Table table =
                new Table(
                        "Relay: binary frames from a node to its client",
                        List.of(
                                "pairs x bytes",
                                "",
                                "frames/s",
                                "CPU ns/frame",
                                "of bytes",
                                "of minimal"));
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
        for (Subject subject : subjects.subList(MINIMAL, subjects.size())) {
            Progress.say(subject.name() + ", idle connections");
            table.note(subject.name() + ": " + idle(subject));
        }
        if (plan.profile()) {
            Subject relay = subjects.get(RELAY);
            for (int pairs : PAIRS) {
                profile(table, plan, relay, pairs);
            }
        }
        return table;
    }

    private static void profile(Table table, Plan plan, Subject relay, int pairs) throws Exception {
        Path file = Files.createTempFile("boson-bench-relay", ".jfr");
        Recording recording = Recording.start(relay.child(), file);
        flows(relay, pairs, SIZES[0], plan.measure());
        table.note("%s, %d pairs, %d bytes:".formatted(relay.name(), pairs, SIZES[0]));
        recording.stop().forEach(table::note);
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
        for (int i = 0; i < subjects.size(); i++) {
            table.row(
                    List.of(
                            i == 0 ? pairs + " x " + size : "",
                            subjects.get(i).name(),
                            Table.number(median(all.get(i), Run::framesPerSecond), 0),
                            Table.number(median(all.get(i), Run::nanosPerFrame), 0),
                            Table.number(ratio(all.get(i), all.get(COPIER)), 2),
                            Table.number(
                                    ratio(all.get(i), all.get(subjects.get(i).minimal())), 2)));
        }
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    /// The median of the ratios within each round.
    private static double ratio(List<Run> runs, List<Run> floor) {
        double[] ratios = new double[runs.size()];
        Arrays.setAll(ratios, i -> runs.get(i).nanosPerFrame() / floor.get(i).nanosPerFrame());
        return median(ratios);
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
        // Four bytes of key per frame, where the mask is taken off.
        return new RelayPair(
                node, client, train, frames, train.length - (subject.strips() ? 4 * frames : 0));
    }

    private static RelayEnd end(Subject subject, long kind, int number) throws IOException {
        return new RelayEnd(subject.port(), new UUID(kind, number), subject.trust(), "");
    }

    private static String idle(Subject subject) throws Exception {
        return IdleMemory.of(
                subject.child(),
                number ->
                        new RelayEnd(
                                subject.port(),
                                new UUID(RelayUnderLoad.SESSION, number),
                                subject.trust(),
                                "",
                                IDLE_READ_AHEAD));
    }

    private static Subject subject(
            String name, Child child, Optional<SSLContext> trust, boolean strips, int minimal)
            throws IOException, InterruptedException {
        int port = Integer.parseInt(child.await(READY, READY_MAX).group(1));
        return new Subject(name, child, port, trust, strips, minimal);
    }

    private static Child start(Class<?> main, List<String> arguments, Path folder)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // As shipped, but all of it touched, so that what grows later is
                                // no heap.
                                "-Xms512m",
                                "-Xmx512m",
                                "-XX:+AlwaysPreTouch",
                                "-XX:+UseG1GC",
                                "-XX:+UseCompactObjectHeaders",
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
