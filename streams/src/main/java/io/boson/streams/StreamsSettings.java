package io.boson.streams;

import java.nio.file.Path;

/// What both Streams applications need to run.
///
/// @param stateDirectory local stores; may be lost at any time, they are rebuilt from the log
/// @param member this instance's name in the applications' groups, the same across restarts
/// @param replication copies of changelogs; 1 on an embedded broker
/// @param threads stream threads per application
public record StreamsSettings(
        String bootstrapServers,
        Path stateDirectory,
        String member,
        int replication,
        int threads) {}
