package io.boson.server.node;

import io.boson.events.node.NodeCommand;
import io.boson.server.http.JsonRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// How a node is to be drained. All of it may be left out.
///
/// ```json
/// {"graceSeconds":300}
/// ```
///
/// @param grace how long the sessions it has may go on
record DrainRequest(Duration grace) {

    private static final Duration GRACE_DEFAULT = Duration.ofMinutes(5);

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong field
    static DrainRequest parse(InputStream body) throws IOException {
        return JsonRequest.readOptional(
                body,
                fields ->
                        new DrainRequest(
                                fields.optional(
                                                "graceSeconds",
                                                name ->
                                                        Duration.ofSeconds(
                                                                fields.whole(
                                                                        name,
                                                                        0L,
                                                                        NodeCommand.Drain.GRACE_MAX
                                                                                .toSeconds())))
                                        .orElse(GRACE_DEFAULT)));
    }
}
