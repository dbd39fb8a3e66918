package io.boson.bench;

import io.boson.bench.PacketSubject.Against;
import io.boson.bench.PacketSubject.Run;
import io.boson.bench.floor.RelayUnderLoad;
import io.boson.bench.floor.SwitchUnderLoad;
import io.boson.bench.floor.UdpForwarderFloor;
import io.boson.bench.floor.UdpUnderLoad;
import io.boson.bench.floor.WebSocketFloor;
import io.boson.bench.load.Opening;
import io.boson.bench.load.UdpEnd;
import io.boson.bench.load.WebSocketEnd;
import io.boson.bench.load.WireGuardOpening;
import io.boson.bench.process.Floor;
import io.boson.bench.process.Workplace;
import io.boson.bench.profile.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Packets through the relay: from UDP to UDP, from WebSocket to WebSocket and across, beside
/// forwarders that do the least for each: how many, what each costs, and how long one takes at a
/// steady pace.
final class SwitchBench {

    private static final int[] SIZES = {1280, 128};

    /// Of a plan's measure: there is much to measure.
    private static final int PART = 3;

    private static final Duration READY_MAX = Duration.ofMinutes(1);
    private static final Pattern WEBSOCKETS =
            Pattern.compile("(?m)^" + SwitchUnderLoad.WEBSOCKETS + "(\\d+)$");

    /// The floors, by their place among the subjects; the ways across are the last two.
    private static final int PLAIN_UDP = 0;

    private static final int MINIMAL_WEBSOCKET = 3;

    private static final int ACROSS = 2;

    /// Of the sessions: each way has its own, for an end is at one place at a time.
    private static final int BY_UDP = 0;

    private static final int BY_WEBSOCKET = 1;

    private static final int CROSSING = 2;

    private SwitchBench() {}

    static void run(Plan plan, Path home) throws Exception {
        try (Workplace workplace = Workplace.open(home);
                Floor plain = Floor.alone(workplace, UdpForwarderFloor.class, List.of());
                Floor port = Floor.alone(workplace, UdpUnderLoad.class, List.of());
                Floor minimal = Floor.alone(workplace, WebSocketFloor.class, List.of());
                Floor relay = Floor.alone(workplace, SwitchUnderLoad.class, List.of())) {
            String sockets = relay.child().await(WEBSOCKETS, READY_MAX).group(1);
            List<PacketSubject> subjects =
                    List.of(
                            udp("plain java.nio, UDP to UDP", plain, Opening.GREETING),
                            udp("UDP port, no switch", port, Opening.GREETING),
                            udp("relay, UDP to UDP", relay, new WireGuardOpening(BY_UDP, false)),
                            webSocket("minimal, WebSocket to WebSocket", minimal, minimal.port()),
                            webSocket(
                                    "relay, WebSocket to WebSocket",
                                    relay,
                                    Integer.parseInt(sockets)),
                            across("relay, WebSocket to UDP", relay, sockets, true),
                            across("relay, UDP to WebSocket", relay, sockets, false));
            table(plan, subjects).print(System.out);
        }
    }

    private static PacketSubject udp(String name, Floor process, Opening opening) {
        PacketSubject.EndOf end = () -> new UdpEnd(process.port());
        return new PacketSubject(name, process.child(), end, end, opening, true, Against.UDP);
    }

    /// From a node to its client. A floor knows no channels.
    private static PacketSubject webSocket(String name, Floor process, int port) {
        boolean isFloor = port == process.port();
        UUID client = new UUID(RelayUnderLoad.SESSION, BY_WEBSOCKET);
        UUID node = new UUID(RelayUnderLoad.NODE, BY_WEBSOCKET);
        return new PacketSubject(
                name,
                process.child(),
                () -> WebSocketEnd.client(port, client),
                () -> isFloor ? WebSocketEnd.client(port, node) : WebSocketEnd.node(port, node),
                isFloor ? Opening.GREETING : new WireGuardOpening(BY_WEBSOCKET, true),
                false,
                Against.WEBSOCKET);
    }

    /// The client has a WebSocket, the node is on UDP.
    private static PacketSubject across(
            String name, Floor relay, String webSocketPort, boolean toNode) {
        int port = Integer.parseInt(webSocketPort);
        return new PacketSubject(
                name,
                relay.child(),
                () -> WebSocketEnd.client(port, new UUID(RelayUnderLoad.SESSION, CROSSING)),
                () -> new UdpEnd(relay.port()),
                new WireGuardOpening(CROSSING, false),
                toNode,
                Against.HALVES);
    }

    private static Table table(Plan plan, List<PacketSubject> subjects) throws Exception {
        Table table =
                new Table(
                        "Relay: WireGuard packets from one end to the other, one flow",
                        List.of(
                                "bytes",
                                "",
                                "packets/s",
                                "Gbit/s",
                                "lost",
                                "CPU ns/packet",
                                "of floor",
                                "made B/packet",
                                "paced: CPU ns",
                                "of floor",
                                "p50 us",
                                "p99 us"));
        for (PacketSubject subject : subjects) {
            Progress.say("warming up: " + subject.name());
            subject.run(SIZES[0], plan.warmUp().dividedBy(2));
        }
        Duration time = plan.measure().dividedBy(PART);
        for (int size : SIZES) {
            compare(table, plan.runs(), time, subjects, size);
        }
        notes(table, plan.runs(), time);
        FlowTableCost.measured().forEach(table::note);
        if (plan.profile()) {
            for (PacketSubject subject : subjects.subList(PLAIN_UDP + ACROSS, subjects.size())) {
                profile(table, time, subject);
            }
        }
        return table;
    }

    private static void notes(Table table, int runs, Duration time) {
        List.of(
                        "Flat out: trains of 32, at most 256 packets on the way. Paced: %s/s, one"
                                        .formatted(Table.number(PacketSubject.PACE.perSecond(), 0))
                                + " by one; from the call that sends to the one that receives.",
                        "Medians of %d runs of %.1f s at each; ratios are medians of the rounds'."
                                .formatted(runs, time.toMillis() / 1e3),
                        "CPU and bytes allocated: of the forwarder's process, all threads.",
                        "The floor of UDP is the plain forwarder, of WebSockets the minimal one; of"
                                + " a way across half of each.",
                        "Both ways: their mean, which receives and sends once by each, as the mean"
                                + " of the two floors does.")
                .forEach(table::note);
    }

    private static void compare(
            Table table, int rounds, Duration time, List<PacketSubject> subjects, int size)
            throws Exception {
        List<List<Run>> all = new ArrayList<>();
        subjects.forEach(_ -> all.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < subjects.size(); i++) {
                Progress.say("%s, %d bytes".formatted(subjects.get(i).name(), size));
                all.get(i).add(subjects.get(i).run(size, time));
            }
        }
        List<Run> udp = all.get(PLAIN_UDP);
        List<Run> webSocket = all.get(MINIMAL_WEBSOCKET);
        for (int i = 0; i < subjects.size(); i++) {
            List<Run> floor =
                    switch (subjects.get(i).against()) {
                        case UDP -> udp;
                        case WEBSOCKET -> webSocket;
                        case HALVES -> mean(udp, webSocket);
                    };
            String bytes = i == 0 ? Integer.toString(size) : "";
            row(table, bytes, subjects.get(i).name(), size, all.get(i), floor);
        }
        List<Run> bothWays = mean(all.get(all.size() - ACROSS), all.getLast());
        row(table, "", "relay, across, both ways", size, bothWays, mean(udp, webSocket));
    }

    private static void row(
            Table table, String bytes, String name, int size, List<Run> runs, List<Run> floor) {
        double perSecond = median(runs, Run::perSecond);
        table.row(
                List.of(
                        bytes,
                        name,
                        Table.number(perSecond, 0),
                        Table.number(perSecond * size * Byte.SIZE / 1e9, 2),
                        Table.percent(median(runs, Run::lost)),
                        Table.number(median(runs, Run::nanos), 0),
                        Table.number(ratio(runs, floor, Run::nanos), 2),
                        Table.number(median(runs, Run::allocated), 1),
                        Table.number(median(runs, Run::pacedNanos), 0),
                        Table.number(ratio(runs, floor, Run::pacedNanos), 2),
                        Table.number(median(runs, Run::p50Micros), 0),
                        Table.number(median(runs, Run::p99Micros), 0)));
    }

    /// Round by round.
    private static List<Run> mean(List<Run> one, List<Run> other) {
        return IntStream.range(0, one.size())
                .mapToObj(round -> one.get(round).mean(other.get(round)))
                .toList();
    }

    private static void profile(Table table, Duration time, PacketSubject subject)
            throws Exception {
        Path file = Files.createTempFile("boson-bench-switch", ".jfr");
        Recording recording = Recording.start(subject.child(), file);
        subject.flow(SIZES[0]).flatOut(time);
        table.note("%s, flat out, %d bytes:".formatted(subject.name(), SIZES[0]));
        recording.stop().forEach(table::note);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    /// The median of the ratios within each round.
    private static double ratio(List<Run> runs, List<Run> floor, ToDoubleFunction<Run> figure) {
        double[] ratios = new double[runs.size()];
        Arrays.setAll(
                ratios,
                i -> figure.applyAsDouble(runs.get(i)) / figure.applyAsDouble(floor.get(i)));
        return median(ratios);
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }
}
