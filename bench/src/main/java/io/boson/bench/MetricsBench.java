package io.boson.bench;

import io.boson.bench.load.LoadLoop;
import io.boson.bench.load.Outcome;
import io.boson.bench.load.Pace;
import io.boson.bench.load.Requests;
import io.boson.bench.load.Traffic;
import io.boson.bench.process.BosonServer;
import io.boson.bench.process.Child;
import io.boson.bench.process.Workplace;
import io.boson.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Metrics from end to end: submitted over HTTP, written to the history meanwhile, replayed from
/// the log, and written anew from it.
final class MetricsBench {

    private static final Target OF_APPENDS = Target.atLeast(0.4);
    private static final int MANY = 500;
    private static final int CONNECTIONS_OF_MANY = 8;
    private static final int NODES = 64;
    private static final Duration REBUILT_WITHIN = Duration.ofMinutes(10);
    private static final Duration REPLAY_MAX = Duration.ofSeconds(30);
    private static final Pattern REBUILT = Pattern.compile("Written anew: .*");

    private MetricsBench() {}

    static void run(Plan plan, Path home) throws Exception {
        Table table =
                new Table(
                        "Samples over HTTP, embedded Kafka and PostgreSQL beside it",
                        List.of("", "samples/s", "of appends", "p50 ms", "p99 ms", "refused"));
        try (Workplace workplace = Workplace.open(home)) {
            var data = workplace.resolve("data");
            try (BosonServer server = BosonServer.start(workplace, data)) {
                String[] tokens = Nodes.register(server, 0, NODES);
                compare(table, plan, server, tokens, 1, plan.connections());
                compare(table, plan, server, tokens, MANY, CONNECTIONS_OF_MANY);
                table.note(replay(server));
            }
            Progress.say("rebuilding");
            table.note(rebuild(workplace, data));
        }
        Notes.add(table, plan);
        table.print(System.out);
    }

    /// One or many samples in a request, beside a producer that appends the same bytes.
    private static void compare(
            Table table, Plan plan, BosonServer server, String[] tokens, int each, int connections)
            throws Exception {
        int wires = Math.min(connections, tokens.length);
        Progress.say(each + " samples in a request");
        Submissions traffic = new Submissions(tokens, each);
        try (LoadLoop load = LoadLoop.connect(server.httpPort(), wires);
                PlainAppends appends = PlainAppends.to(server.bootstrapServers())) {
            load.run(traffic, Pace.FLAT_OUT, plan.warmUp());
            appends.run(traffic.bodies(), wires, plan.warmUp().dividedBy(4));
            List<Outcome> outcomes = new ArrayList<>();
            List<Double> ceilings = new ArrayList<>();
            for (int i = 0; i < plan.runs(); i++) {
                outcomes.add(load.run(traffic, Pace.FLAT_OUT, plan.measure()));
                ceilings.add(appends.run(traffic.bodies(), wires, plan.measure().dividedBy(2)));
            }
            double ceiling = each * median(ceilings);
            double rate = each * median(outcomes.stream().map(Outcome::perSecond).toList());
            Outcome last = outcomes.getLast();
            String what = each == 1 ? "one sample" : each + " samples";
            table.row(
                    List.of(
                            what + ": plain producer, " + wires + " appends on their way",
                            Table.number(ceiling, 0),
                            "",
                            "",
                            "",
                            ""));
            table.row(
                    List.of(
                            what + " a request, " + wires + " connections",
                            Table.number(rate, 0),
                            OF_APPENDS.judge(rate / ceiling, "%.2f"),
                            Table.number(last.millisAt(50), 2),
                            Table.number(last.millisAt(99), 2),
                            last.others().toString()));
        }
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    /// Many nodes in turn; made beforehand. The samples have no time of their own.
    private static final class Submissions implements Traffic {
        private final ByteBuffer[] requests;
        private final List<byte[]> bodies = new ArrayList<>();

        Submissions(String[] tokens, int each) {
            requests = new ByteBuffer[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                String one = sample(i);
                String body = each == 1 ? one : "[" + (one + ",").repeat(each - 1) + one + "]";
                bodies.add(body.getBytes(StandardCharsets.US_ASCII));
                requests[i] = Requests.post("/api/v1/metrics", Optional.of(tokens[i]), body);
            }
        }

        List<byte[]> bodies() {
            return bodies;
        }

        /// Each connection speaks for a node of its own.
        @Override
        public ByteBuffer next(int wire) {
            return requests[wire].duplicate();
        }

        private static String sample(int number) {
            return """
                   {"nodeId":"%s","metrics":{"network":{"latency":12.5,"jitter":1.25,\
                   "packetLoss":0.1,"bandwidth":{"up":12.5,"down":80.25}},\
                   "system":{"cpuUsage":%d.5,"memoryUsage":41.7,"diskUsage":63.2,\
                   "loadAverage":0.75},"wireguard":{"packets":{"sent":1200,"received":3400,\
                   "errors":0},"bytes":{"sent":99000,"received":88000}},\
                   "connections":{"active":3,"total":17,"failed":0}}}"""
                    .formatted(Samples.nodeId(number), 10 + number % 50);
        }
    }

    /// Everything that was submitted, as fast as it can be read.
    private static String replay(BosonServer server) throws IOException, InterruptedException {
        Progress.say("replaying");
        String token = Files.readString(server.data().resolve("operator.token")).strip();
        HttpRequest whole =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/replay"
                                                .formatted(server.httpPort())))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            long begin = System.nanoTime();
            var answer = http.send(whole, HttpResponse.BodyHandlers.ofInputStream());
            long events = 0;
            long bytes = 0;
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine();
                        line != null && System.nanoTime() - begin < REPLAY_MAX.toNanos();
                        line = lines.readLine()) {
                    events++;
                    bytes += line.length();
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return "Replay of the log, one reader: %,.0f events/s, %,.1f MB/s (%,d events)."
                    .formatted(events / seconds, bytes / seconds / 1e6, events);
        }
    }

    private static String rebuild(Workplace workplace, Path data)
            throws IOException, InterruptedException {
        try (Child rebuild =
                Child.start(
                        List.of(BosonServer.launcher(workplace).toString(), "history", "rebuild"),
                        BosonServer.environment(data),
                        workplace.resolve("rebuild.log"))) {
            Matcher said = rebuild.await(REBUILT, REBUILT_WITHIN);
            return "Rebuild: " + said.group();
        }
    }
}
