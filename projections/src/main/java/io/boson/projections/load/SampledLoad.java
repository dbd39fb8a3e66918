package io.boson.projections.load;

import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import java.time.Duration;
import java.time.Instant;

/// The latest sample that a node submitted, folded from topic `metrics`.
///
/// @param offset of the latest submission
/// @param at the sample's time, never later than when the log received it
public record SampledLoad(long offset, Instant at, HeartbeatMetrics metrics) {

    private static final long NOTHING = -1;

    /// Nobody has measured anything yet.
    public static final SampledLoad NONE =
            new SampledLoad(NOTHING, Instant.EPOCH, new HeartbeatMetrics(0, 0, 0, 0, 0, 0, 0, 0));

    /// A node that still sends heartbeats, but no samples for so long, is not what they say.
    private static final Duration GOOD_FOR = Duration.ofMinutes(2);

    /// The fold. A submission that was folded before changes nothing, and samples that come late
    /// do not replace a newer one.
    public SampledLoad evolve(MetricsSubmitted submitted, long newOffset, Instant receivedAt) {
        if (newOffset <= offset) {
            return this;
        }
        MetricSample latest = submitted.latest();
        Instant taken = latest.time().isAfter(receivedAt) ? receivedAt : latest.time();
        return taken.isBefore(at)
                ? new SampledLoad(newOffset, at, metrics)
                : new SampledLoad(newOffset, taken, latest.load());
    }

    public boolean isPresent() {
        return offset != NOTHING;
    }

    /// Whether it still counts beside a heartbeat of `heartbeatAt`.
    public boolean isGoodAt(Instant heartbeatAt) {
        return isPresent() && !at.plus(GOOD_FOR).isBefore(heartbeatAt);
    }

    /// Whether readers should hear of it, when what they last heard is `told`: as with heartbeats.
    public boolean worthTelling(SampledLoad told) {
        return isPresent()
                && (!told.isPresent()
                        || LoadMoves.worthTelling(told.at, told.metrics, at, metrics));
    }
}
