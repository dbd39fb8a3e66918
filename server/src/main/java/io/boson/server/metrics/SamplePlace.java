package io.boson.server.metrics;

import io.boson.events.UuidText;
import io.boson.history.sql.SampleRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where a node's sample stands among its others, as text `1790000000000/<id>`.
public record SamplePlace(Instant time, UUID id) {

    public static SamplePlace of(SampleRow row) {
        return new SamplePlace(row.sample().time(), row.id());
    }

    /// Empty where the text is none.
    public static Optional<SamplePlace> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        return TimeRange.time(parts[0])
                .flatMap(time -> UuidText.parse(parts[1]).map(id -> new SamplePlace(time, id)));
    }

    @Override
    public String toString() {
        return time.toEpochMilli() + "/" + id;
    }
}
