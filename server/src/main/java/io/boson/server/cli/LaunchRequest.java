package io.boson.server.cli;

import java.nio.file.Path;
import java.util.Map;

/// What the user asked `boson up` for.
///
/// @param config the configuration file: the one named, or the `config.yml` beside the launcher;
///     not yet known to exist
/// @param environment the process's environment with the options laid over it, each under the
///     variable it stands for: `--port 8080` is `BOSON_HTTP_PORT=8080`
public record LaunchRequest(Path config, Map<String, String> environment) {

    public LaunchRequest {
        environment = Map.copyOf(environment);
    }
}
