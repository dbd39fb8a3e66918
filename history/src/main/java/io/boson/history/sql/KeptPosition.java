package io.boson.history.sql;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;

/// How far a partition is written here, and of which log.
///
/// @param next the offset that is written next
/// @param log which log it is; empty where an earlier release did not ask
/// @param epoch how many logs there were before
public record KeptPosition(Topic topic, int partition, long next, String log, int epoch) {

    public KeptPosition with(long newNext) {
        return new KeptPosition(topic, partition, newNext, log, epoch);
    }

    public LogPosition position() {
        return new LogPosition(topic, partition, next);
    }
}
