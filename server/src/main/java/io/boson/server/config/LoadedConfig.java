package io.boson.server.config;

import io.boson.server.config.ConfigText.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A configuration that may be started with, and what a person should hear about it.
///
/// @param warnings whole sentences, each a line
public record LoadedConfig(ServerConfig config, List<String> warnings) {

    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }

    /// @param launcherVariables `BOSON_` variables with a meaning outside the configuration
    /// @throws ConfigException where the file is missing, unreadable or no YAML, or a value is
    ///     wrong
    public static LoadedConfig of(
            Path file, Map<String, String> environment, Set<String> launcherVariables) {
        return of(file.toString(), ConfigText.read(file), environment, launcherVariables);
    }

    /// Without a file: defaults and the environment.
    ///
    /// @throws ConfigException where a value is wrong
    public static LoadedConfig of(Map<String, String> environment, Set<String> launcherVariables) {
        return of("config.yml", Map.of(), environment, launcherVariables);
    }

    private static LoadedConfig of(
            String name,
            Map<String, Scalar> file,
            Map<String, String> environment,
            Set<String> launcherVariables) {
        Settings settings = new Settings(name, file, environment);
        ServerConfig config;
        try {
            config = ServerConfig.from(settings);
        } catch (ConfigException wrong) {
            throw settings.locate(wrong);
        }
        settings.refuseUnknownKeys();
        return new LoadedConfig(config, warnings(config, settings, launcherVariables));
    }

    private static List<String> warnings(
            ServerConfig config, Settings settings, Set<String> launcherVariables) {
        List<String> warnings = new ArrayList<>();
        for (String variable : settings.unknownVariables()) {
            if (!launcherVariables.contains(variable)) {
                warnings.add(variable + " names no key of config.yml and is ignored.");
            }
        }
        if (config.enrolment() == Enrolment.OPEN && !config.bind().isLoopbackAddress()) {
            warnings.add("enrolment is open: whoever reaches this server can register nodes.");
        }
        if (config.legacy() && !config.bind().isLoopbackAddress()) {
            warnings.add(
                    "legacy is on: a node may attach by the address of its last heartbeat, and"
                            + " whoever reaches this server can list the nodes' ids and places.");
        }
        if (config.bind().isAnyLocalAddress() && config.advertisedHost().equals("localhost")) {
            warnings.add(
                    "bind is the wildcard and nodes are told to connect to localhost:"
                            + " set BOSON_ADVERTISED_HOST to the name they reach this server by.");
        }
        return warnings;
    }
}
