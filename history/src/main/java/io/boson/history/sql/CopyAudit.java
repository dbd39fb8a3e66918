package io.boson.history.sql;

import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/// Writes facts, all of them new.
public final class CopyAudit {

    private static final String TARGET =
            "audit (topic, log_epoch, partition, \"offset\", received, key, id, type, source,"
                    + " subject, actor, correlation_id, causation_id, readable, data)";

    private static final int COLUMNS = 15;

    private CopyAudit() {}

    /// @param epoch of the log that a position is a place in
    public static void run(
            Handle handle, List<RecordedEvent> events, ToIntFunction<LogPosition> epoch) {
        CopyRows copy = new CopyRows(COLUMNS);
        for (RecordedEvent event : events) {
            RecordedEvent.Attributes said = event.attributes();
            copy.row()
                    .field(event.position().topic().shortName())
                    .field(epoch.applyAsInt(event.position()))
                    .field(event.position().partition())
                    .field(event.position().offset())
                    .field(event.receivedAt())
                    .field(event.key())
                    .field(said.id())
                    .field(said.type())
                    .field(said.source())
                    .field(said.subject())
                    .field(said.actor())
                    .field(said.correlationId())
                    .field(said.causationId())
                    .field(event.event().isPresent())
                    .field(event.data().get());
        }
        copy.copyInto(handle, TARGET);
    }
}
