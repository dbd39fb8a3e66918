package io.boson.history;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Events as they would come from the log.
final class Recorded {

    private Recorded() {}

    static RecordedEvent of(Event event, int partition, long offset) {
        return new RecordedEvent(
                new LogPosition(event.topic(), partition, offset),
                event.at(),
                event.key(),
                attributes("io.boson.test.v1", event.subject()),
                Optional.of(event),
                () -> "{\"of\":\"" + event.subject() + "\",\"tab\":\"\\t\"}");
    }

    static RecordedEvent unknown(Topic topic, int partition, long offset, Instant at, String data) {
        return new RecordedEvent(
                new LogPosition(topic, partition, offset),
                at,
                "key",
                attributes("io.boson.later.v9", "it"),
                Optional.empty(),
                () -> data);
    }

    private static RecordedEvent.Attributes attributes(String type, String subject) {
        return new RecordedEvent.Attributes(
                "id", type, "/boson/1", subject, "operator:ann", "request-1", "");
    }

    /// At the node's own time, a hundred bytes sent each, two errors more each time.
    static MetricSample sample(Instant time, Instant submittedAt, double cpu, long number) {
        MetricSample some = Samples.sample(time, cpu);
        return new MetricSample(
                time,
                OptionalLong.of(time.toEpochMilli() - submittedAt.toEpochMilli()),
                Counting.AMOUNTS,
                some.network(),
                some.system(),
                new MetricSample.WireGuard(1, 2, 2 * number, 100, 200),
                some.connections());
    }

    /// A log of one partition: of each node a submission of `each` samples every `each` times ten
    /// seconds, at offsets from 0 on.
    static List<RecordedEvent> log(int nodes, int submissions, int each) {
        List<RecordedEvent> log = new ArrayList<>();
        for (int i = 0; i < submissions; i++) {
            Instant at = Samples.T0.plusSeconds(10L * each * (i + 1));
            for (int node = 0; node < nodes; node++) {
                MetricSample[] samples = new MetricSample[each];
                for (int k = 0; k < each; k++) {
                    long number = (long) i * each + k;
                    samples[k] =
                            sample(
                                    Samples.T0.plusSeconds(10 * number),
                                    at,
                                    (double) ((number * 7 + node) % 100),
                                    number);
                }
                log.add(of(NodeSample.of(node).submitted(at, samples), 0, log.size()));
            }
        }
        return log;
    }
}
