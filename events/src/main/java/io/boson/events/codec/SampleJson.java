package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricSample.Connections;
import io.boson.events.telemetry.MetricSample.Machine;
import io.boson.events.telemetry.MetricSample.Network;
import io.boson.events.telemetry.MetricSample.WireGuard;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One sample.
///
/// ```json
/// {"time":"2026-01-01T00:00:00.000Z","skewMillis":-12,"counters":"cumulative",
///  "network":{"latency":12.5,"jitter":1.0,"packetLoss":0.0,"bandwidthUp":1.5,"bandwidthDown":8.0},
///  "system":{"cpuUsage":20.0,"memoryUsage":40.0,"diskUsage":55.0,"loadAverage":0.7},
///  "wireguard":{"packetsSent":9,"packetsReceived":8,"errors":0,"bytesSent":99,"bytesReceived":88},
///  "connections":{"active":3,"total":12,"failed":0}}
/// ```
///
/// `skewMillis` is left out where the node named no time, `counters` where they are amounts.
final class SampleJson {

    private static final List<String> NETWORK =
            List.of("latency", "jitter", "packetLoss", "bandwidthUp", "bandwidthDown");
    private static final List<String> SYSTEM =
            List.of("cpuUsage", "memoryUsage", "diskUsage", "loadAverage");
    private static final List<String> WIREGUARD =
            List.of("packetsSent", "packetsReceived", "errors", "bytesSent", "bytesReceived");
    private static final List<String> CONNECTIONS = List.of("active", "total", "failed");

    private static final long ABSENT = Long.MIN_VALUE;

    private SampleJson() {}

    static void write(JsonGenerator out, MetricSample sample) throws IOException {
        out.writeStartObject();
        out.writeStringField("time", BosonJson.text(sample.time()));
        if (sample.skewMillis().isPresent()) {
            out.writeNumberField("skewMillis", sample.skewMillis().getAsLong());
        }
        if (sample.counting() != Counting.AMOUNTS) {
            out.writeStringField("counters", sample.counting().text());
        }
        Network net = sample.network();
        numbers(
                out,
                "network",
                NETWORK,
                net.latency(),
                net.jitter(),
                net.packetLoss(),
                net.bandwidthUp(),
                net.bandwidthDown());
        Machine sys = sample.system();
        numbers(
                out,
                "system",
                SYSTEM,
                sys.cpuUsage(),
                sys.memoryUsage(),
                sys.diskUsage(),
                sys.loadAverage());
        WireGuard wg = sample.wireguard();
        amounts(
                out,
                "wireguard",
                WIREGUARD,
                wg.packetsSent(),
                wg.packetsReceived(),
                wg.errors(),
                wg.bytesSent(),
                wg.bytesReceived());
        Connections con = sample.connections();
        amounts(out, "connections", CONNECTIONS, con.active(), con.total(), con.failed());
        out.writeEndObject();
    }

    private static void numbers(
            JsonGenerator out, String group, List<String> names, double... values)
            throws IOException {
        out.writeObjectFieldStart(group);
        for (int i = 0; i < values.length; i++) {
            out.writeNumberField(names.get(i), values[i]);
        }
        out.writeEndObject();
    }

    private static void amounts(JsonGenerator out, String group, List<String> names, long... values)
            throws IOException {
        out.writeObjectFieldStart(group);
        for (int i = 0; i < values.length; i++) {
            out.writeNumberField(names.get(i), values[i]);
        }
        out.writeEndObject();
    }

    /// Reads the object that `in` stands at.
    static MetricSample read(JsonParser in) throws IOException {
        Fields fields = new Fields();
        JsonMembers.each(in, name -> fields.take(name, in));
        return fields.sample();
    }

    private static final class Fields {
        private Optional<Instant> time = Optional.empty();
        private OptionalLong skew = OptionalLong.empty();
        private Counting counting = Counting.AMOUNTS;
        private final double[] network = absentNumbers(NETWORK);
        private final double[] system = absentNumbers(SYSTEM);
        private final long[] wireguard = absentAmounts(WIREGUARD);
        private final long[] connections = absentAmounts(CONNECTIONS);

        void take(String name, JsonParser in) throws IOException {
            switch (name) {
                case "time" -> time = Optional.of(JsonMembers.parsed(name, in, BosonJson::instant));
                case "skewMillis" -> skew = OptionalLong.of(JsonMembers.whole(name, in));
                case "counters" -> counting = JsonMembers.parsed(name, in, Counting::parse);
                case "network" -> numbers(in, NETWORK, network);
                case "system" -> numbers(in, SYSTEM, system);
                case "wireguard" -> amounts(in, WIREGUARD, wireguard);
                case "connections" -> amounts(in, CONNECTIONS, connections);
                default -> in.skipChildren();
            }
        }

        MetricSample sample() throws IOException {
            require(NETWORK, network);
            require(SYSTEM, system);
            require(WIREGUARD, wireguard);
            require(CONNECTIONS, connections);
            return new MetricSample(
                    time.orElseThrow(() -> new IOException("no time")),
                    skew,
                    counting,
                    new Network(network[0], network[1], network[2], network[3], network[4]),
                    new Machine(system[0], system[1], system[2], system[3]),
                    new WireGuard(
                            wireguard[0], wireguard[1], wireguard[2], wireguard[3], wireguard[4]),
                    new Connections(connections[0], connections[1], connections[2]));
        }
    }

    /// Each value goes where its name stands in `names`.
    private static void numbers(JsonParser in, List<String> names, double[] into)
            throws IOException {
        JsonMembers.each(
                in,
                name -> {
                    int slot = names.indexOf(name);
                    if (slot < 0) {
                        in.skipChildren();
                    } else {
                        into[slot] = in.getDoubleValue();
                    }
                });
    }

    private static void amounts(JsonParser in, List<String> names, long[] into) throws IOException {
        JsonMembers.each(
                in,
                name -> {
                    int slot = names.indexOf(name);
                    if (slot < 0) {
                        in.skipChildren();
                    } else {
                        into[slot] = JsonMembers.whole(name, in);
                    }
                });
    }

    private static double[] absentNumbers(List<String> names) {
        double[] values = new double[names.size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static long[] absentAmounts(List<String> names) {
        long[] values = new long[names.size()];
        Arrays.fill(values, ABSENT);
        return values;
    }

    private static void require(List<String> names, double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IOException("no " + names.get(i));
            }
        }
    }

    private static void require(List<String> names, long[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == ABSENT) {
                throw new IOException("no " + names.get(i));
            }
        }
    }
}
