package io.boson.streams.replica;

import java.time.Instant;

/// How far back a feed begins that does not need all of its topic.
///
/// @param since records that the broker received before are passed over
/// @param recordsMax nor are more than this read again, over all partitions
record ReadBack(Instant since, long recordsMax) {}
