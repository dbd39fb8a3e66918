package io.boson.bench;

import io.boson.bench.floor.SwitchUnderLoad;
import io.boson.bench.floor.UdpForwarderFloor;
import io.boson.bench.floor.UdpUnderLoad;
import io.boson.bench.load.Pace;
import io.boson.bench.load.UdpEnd;
import io.boson.bench.load.UdpFlow;
import io.boson.bench.load.UdpOpening;
import io.boson.bench.load.WireGuardOpening;
import io.boson.bench.process.Child;
import io.boson.bench.process.Floor;
import io.boson.bench.process.Workplace;
import io.boson.bench.profile.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Packets through the relay's UDP port from one end to another, beside a plain `java.nio`
/// forwarder: how many, what each costs, and how long one takes at a steady pace.
final class UdpBench {

    private static final int[] SIZES = {1280, 128};
    private static final Pace PACE = new Pace(20_000);

    /// The subject that the others are held against, by its place.
    private static final int PLAIN = 0;

    /// @param opening what it wants to hear before packets pass
    private record Subject(String name, Floor process, UdpOpening opening) {}

    /// @param flatOut trains of 32
    /// @param nanosPerPacket processor time of the forwarder while flat out
    /// @param pacedNanos the same at the pace
    private record Run(
            UdpFlow.Came flatOut, double nanosPerPacket, UdpFlow.Came paced, double pacedNanos) {

        double pacedMicros(double percentile) {
            return paced.latencies().getValueAtPercentile(percentile) / 1e3;
        }
    }

    private UdpBench() {}

    static void run(Plan plan, Path home) throws Exception {
        try (Workplace workplace = Workplace.open(home);
                Floor plain = Floor.alone(workplace, UdpForwarderFloor.class, List.of());
                Floor port = Floor.alone(workplace, UdpUnderLoad.class, List.of());
                Floor relay = Floor.alone(workplace, SwitchUnderLoad.class, List.of())) {
            List<Subject> subjects =
                    List.of(
                            new Subject("plain java.nio", plain, UdpOpening.GREETING),
                            new Subject("UDP port, no switch", port, UdpOpening.GREETING),
                            new Subject("the relay, UDP to UDP", relay, new WireGuardOpening()));
            table(plan, subjects).print(System.out);
        }
    }

    private static Table table(Plan plan, List<Subject> subjects) throws Exception {
        Table table =
                new Table(
                        "Relay: UDP datagrams from one end to the other, one flow",
                        List.of(
                                "bytes",
                                "",
                                "packets/s",
                                "Gbit/s",
                                "lost",
                                "CPU ns/packet",
                                "of plain",
                                "paced: CPU ns",
                                "of plain",
                                "p50 us",
                                "p99 us"));
        for (Subject subject : subjects) {
            Progress.say("warming up: " + subject.name());
            flow(subject, SIZES[0]).flatOut(plan.warmUp().dividedBy(2));
            flow(subject, SIZES[0]).paced(PACE, plan.warmUp().dividedBy(2));
        }
        for (int size : SIZES) {
            compare(table, plan, subjects, size);
        }
        table.note(
                "Flat out: trains of 32, at most 256 packets on the way. Paced: %s/s, one by one."
                        .formatted(Table.number(PACE.perSecond(), 0)));
        table.note(
                ("Medians of %d runs of %d s at each; ratios are medians of the rounds'. CPU: of"
                                + " the forwarder's process, all threads.")
                        .formatted(plan.runs(), plan.measure().toSeconds()));
        if (plan.profile()) {
            profile(table, plan, subjects.getLast());
        }
        return table;
    }

    private static void compare(Table table, Plan plan, List<Subject> subjects, int size)
            throws Exception {
        List<List<Run>> all = new ArrayList<>();
        subjects.forEach(_ -> all.add(new ArrayList<>()));
        for (int round = 0; round < plan.runs(); round++) {
            for (int i = 0; i < subjects.size(); i++) {
                Progress.say("%s, %d bytes".formatted(subjects.get(i).name(), size));
                all.get(i).add(run(subjects.get(i), size, plan.measure()));
            }
        }
        List<Run> plain = all.get(PLAIN);
        for (int i = 0; i < subjects.size(); i++) {
            List<Run> runs = all.get(i);
            double perSecond = median(runs, run -> run.flatOut().perSecond());
            table.row(
                    List.of(
                            i == 0 ? Integer.toString(size) : "",
                            subjects.get(i).name(),
                            Table.number(perSecond, 0),
                            Table.number(perSecond * size * Byte.SIZE / 1e9, 2),
                            Table.percent(median(runs, run -> run.flatOut().lost())),
                            Table.number(median(runs, Run::nanosPerPacket), 0),
                            Table.number(ratio(runs, plain, Run::nanosPerPacket), 2),
                            Table.number(median(runs, Run::pacedNanos), 0),
                            Table.number(ratio(runs, plain, Run::pacedNanos), 2),
                            Table.number(median(runs, run -> run.pacedMicros(50)), 0),
                            Table.number(median(runs, run -> run.pacedMicros(99)), 0)));
        }
    }

    private static Run run(Subject subject, int size, Duration time) throws Exception {
        Child child = subject.process().child();
        Duration before = child.cpu();
        UdpFlow.Came flatOut = flow(subject, size).flatOut(time);
        Duration between = child.cpu();
        UdpFlow.Came paced = flow(subject, size).paced(PACE, time);
        Duration after = child.cpu();
        return new Run(
                flatOut,
                nanosEach(subject, between.minus(before), flatOut),
                paced,
                nanosEach(subject, after.minus(between), paced));
    }

    private static double nanosEach(Subject subject, Duration cpu, UdpFlow.Came came)
            throws IOException {
        if (came.arrived() == 0) {
            throw new IOException("nothing came through: " + subject.name());
        }
        return (double) cpu.toNanos() / came.arrived();
    }

    private static UdpFlow flow(Subject subject, int size) throws IOException {
        UdpEnd from = new UdpEnd(subject.process().port());
        UdpEnd to = new UdpEnd(subject.process().port());
        subject.opening().open(from, to);
        return new UdpFlow(from, to, subject.opening().packet(size));
    }

    private static void profile(Table table, Plan plan, Subject subject) throws Exception {
        Path file = Files.createTempFile("boson-bench-udp", ".jfr");
        Recording recording = Recording.start(subject.process().child(), file);
        flow(subject, SIZES[0]).flatOut(plan.measure());
        table.note("%s, flat out, %d bytes:".formatted(subject.name(), SIZES[0]));
        recording.stop().forEach(table::note);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    /// The median of the ratios within each round.
    private static double ratio(List<Run> runs, List<Run> plain, ToDoubleFunction<Run> figure) {
        double[] ratios = new double[runs.size()];
        Arrays.setAll(
                ratios,
                i -> figure.applyAsDouble(runs.get(i)) / figure.applyAsDouble(plain.get(i)));
        return median(ratios);
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }
}
