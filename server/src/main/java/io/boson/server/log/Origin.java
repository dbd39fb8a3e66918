package io.boson.server.log;

import java.util.Optional;

/// Where a command came from.
///
/// @param correlationId the request's id, or what the caller asked to be correlated with
/// @param actor `role:name` of the principal
/// @param traceparent W3C Trace Context, as it came
public record Origin(String correlationId, String actor, Optional<String> traceparent) {

    /// The server itself, in one of its own tasks.
    public static Origin ofServer(String task) {
        return new Origin(task, "boson", Optional.empty());
    }
}
