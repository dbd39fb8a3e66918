package io.boson.history.audit;

import io.boson.events.log.RecordedEvent;

/// A fact as the log holds it.
///
/// @param readable whether this release knows what it says
/// @param data as it was written: JSON, where it is readable
public record AuditEntry(
        AuditQuery.Place place,
        String key,
        RecordedEvent.Attributes attributes,
        boolean readable,
        String data) {}
