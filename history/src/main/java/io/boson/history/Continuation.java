package io.boson.history;

import io.boson.events.log.LogExtent;
import io.boson.history.sql.KeptPosition;
import java.util.Optional;

/// Where a partition's history goes on, by what was written and what the log holds: pure.
///
/// @param position from there
/// @param kind how log and history meet
/// @param written up to here it was
record Continuation(KeptPosition position, Kind kind, long written) {

    enum Kind {
        /// As it should be.
        SEAMLESS("goes on"),
        /// The topic was made anew: nothing written is of this log.
        ANOTHER("is another one"),
        /// The log lost its end: what was written beyond it is of records that are no more.
        SHORTER("has lost its end"),
        /// The log dropped records before they were written.
        GAP("dropped records that were not written yet");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Continuation of(LogExtent log, Optional<KeptPosition> kept) {
        return kept.map(before -> of(log, before))
                .orElseGet(() -> new Continuation(at(log, log.begin(), 0), Kind.SEAMLESS, 0));
    }

    private static Continuation of(LogExtent log, KeptPosition before) {
        long written = before.next();
        boolean unnamed = before.log().isEmpty();
        boolean beyond = written > log.end();
        if (unnamed ? beyond : !before.log().equals(log.log())) {
            return new Continuation(
                    at(log, log.begin(), before.epoch() + 1), Kind.ANOTHER, written);
        }
        if (beyond) {
            return new Continuation(at(log, log.end(), before.epoch()), Kind.SHORTER, written);
        }
        if (written < log.begin()) {
            return new Continuation(at(log, log.begin(), before.epoch()), Kind.GAP, written);
        }
        return new Continuation(at(log, written, before.epoch()), Kind.SEAMLESS, written);
    }

    private static KeptPosition at(LogExtent log, long next, int epoch) {
        return new KeptPosition(log.topic(), log.partition(), next, log.log(), epoch);
    }
}
