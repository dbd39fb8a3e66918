package io.boson.server.history;

import io.boson.history.AuditTrail;
import io.boson.history.HistoryDatabase;
import io.boson.history.HistoryWriter;
import io.boson.history.MetricHistory;
import io.boson.streams.log.EventSubscription;

/// What there is of the history now.
public sealed interface HistoryState {

    record Starting() implements HistoryState {}

    /// It will not come: switched off, cannot run here, or refused.
    record Disabled(String why) implements HistoryState {}

    /// It should be there and does not answer yet.
    record Away(String why) implements HistoryState {}

    /// Written and read. The database may still be away for a while: that shows in the
    /// subscription's progress, and in answers.
    record Running(
            HistoryDatabase database,
            HistoryWriter writer,
            EventSubscription subscription,
            MetricHistory metrics,
            AuditTrail audit)
            implements HistoryState {}
}
