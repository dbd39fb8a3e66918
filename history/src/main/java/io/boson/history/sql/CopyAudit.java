package io.boson.history.sql;

import io.boson.events.log.RecordedEvent;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes facts, all of them new.
public final class CopyAudit {

    private static final String TARGET =
            "audit (topic, partition, \"offset\", received, key, id, type, source, subject, actor,"
                    + " correlation_id, causation_id, readable, data)";

    private CopyAudit() {}

    public static void run(Handle handle, List<RecordedEvent> events) {
        CopyText text = new CopyText();
        for (RecordedEvent event : events) {
            RecordedEvent.Attributes said = event.attributes();
            text.field(event.position().topic().shortName())
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
                    .field(event.data().get())
                    .endRow();
        }
        text.copyInto(handle, TARGET);
    }
}
