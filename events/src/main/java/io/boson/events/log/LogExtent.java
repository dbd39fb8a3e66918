package io.boson.events.log;

import io.boson.events.Topic;

/// What there is of one partition of the log.
///
/// @param log which log it is: a topic that was made anew says another word, whatever its offsets
/// @param begin the first offset that is held
/// @param end the offset that is written next
public record LogExtent(Topic topic, int partition, String log, long begin, long end) {}
