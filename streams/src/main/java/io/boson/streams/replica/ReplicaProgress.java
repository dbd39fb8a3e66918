package io.boson.streams.replica;

/// How far a replica has come.
///
/// @param caughtUp whether everything that was in its topic at the start is here
/// @param following whether the last contact with Kafka succeeded
/// @param lagRecords that its topic held after the last contact and that are not here yet
public record ReplicaProgress(boolean caughtUp, boolean following, long lagRecords) {}
