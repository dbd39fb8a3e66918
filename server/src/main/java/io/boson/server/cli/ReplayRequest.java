package io.boson.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the user asked `boson replay` for.
///
/// @param api where the server is
/// @param token a file with an operator's or auditor's token
/// @param node whose samples; empty for the events of all nodes
/// @param parameters as the API names them
public record ReplayRequest(
        URI api, Path token, Optional<String> node, Map<String, String> parameters) {

    public ReplayRequest {
        parameters = Map.copyOf(parameters);
    }
}
