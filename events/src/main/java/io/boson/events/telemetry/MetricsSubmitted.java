package io.boson.events.telemetry;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A node told what it measured: one record of the log, so all of it or nothing.
///
/// @param registration the one its token was issued for
/// @param samples 1 to [#SAMPLES_MAX], as sent
public record MetricsSubmitted(
        NodeId nodeId, RegistrationId registration, List<MetricSample> samples, Instant at)
        implements Event {

    public static final int SAMPLES_MAX = 500;

    public MetricsSubmitted {
        samples = List.copyOf(samples);
        if (samples.isEmpty() || samples.size() > SAMPLES_MAX) {
            throw new IllegalArgumentException("from 1 to " + SAMPLES_MAX + " samples");
        }
    }

    /// The latest by its own time; of several at once the one that was sent last.
    public MetricSample latest() {
        return samples.reversed().stream()
                .max(Comparator.comparing(MetricSample::time))
                .orElseThrow();
    }

    @Override
    public Topic topic() {
        return Topic.METRICS;
    }

    @Override
    public String key() {
        return nodeId.toString();
    }

    @Override
    public String subject() {
        return nodeId.toString();
    }
}
