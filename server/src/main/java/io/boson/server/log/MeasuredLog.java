package io.boson.server.log;

import io.boson.events.Topic;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.server.measure.CountsOf;
import io.boson.server.measure.Durations;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/// A log that knows how long its acknowledgements took, and how many did not come.
public final class MeasuredLog implements EventLog {

    private final EventLog log;
    private final LongSupplier nanoTime;
    private final Map<Topic, Durations> acknowledged = new EnumMap<>(Topic.class);
    private final CountsOf<Topic> failed = new CountsOf<>(Topic.class);

    /// @param nanoTime a monotonic clock, in nanoseconds
    public MeasuredLog(EventLog log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        for (Topic topic : Topic.values()) {
            acknowledged.put(topic, Durations.ofWaiting());
        }
    }

    @Override
    public LogPosition append(EventEnvelope envelope) {
        Topic topic = envelope.event().topic();
        long begin = nanoTime.getAsLong();
        try {
            LogPosition position = log.append(envelope);
            Objects.requireNonNull(acknowledged.get(topic)).add(nanoTime.getAsLong() - begin);
            return position;
        } catch (LogUnavailableException away) {
            failed.add(topic);
            throw away;
        }
    }

    /// From the append to its acknowledgement, of those that were acknowledged.
    public Map<Topic, Durations.Reading> acknowledgements() {
        Map<Topic, Durations.Reading> readings = new EnumMap<>(Topic.class);
        acknowledged.forEach((topic, durations) -> readings.put(topic, durations.reading()));
        return readings;
    }

    /// Appends that were not acknowledged in time.
    public Map<Topic, Long> failures() {
        return failed.sums();
    }
}
