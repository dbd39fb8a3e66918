package io.boson.history.sql;

import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.MetricSample;
import io.boson.history.rollup.Amounts;
import java.time.Instant;
import java.util.UUID;

/// A sample as it is kept.
///
/// @param id of a sample that named its time: the registration, so that one sent twice is known;
///     else made of its place
/// @param epoch of the log that `position` is a place in
/// @param index within its submission
/// @param amounts what it adds to totals
public record SampleRow(
        NodeId node,
        UUID id,
        RegistrationId registration,
        LogPosition position,
        int epoch,
        int index,
        Instant received,
        MetricSample sample,
        Amounts amounts) {

    public SampleRow with(Amounts newAmounts) {
        return new SampleRow(
                node, id, registration, position, epoch, index, received, sample, newAmounts);
    }
}
