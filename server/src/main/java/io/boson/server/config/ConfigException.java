package io.boson.server.config;

/// The server cannot start with what it was told. The message is one line for a person, naming the
/// key, and the environment variable where the value came from one.
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String problem;

    public ConfigException(String key, String problem) {
        this(key, problem, "");
    }

    private ConfigException(String key, String problem, String origin) {
        super(key + ": " + problem + (origin.isEmpty() ? "" : " (" + origin + ")"));
        this.key = key;
        this.problem = problem;
    }

    /// The key in `config.yml`'s notation, such as `http.port`; a file's name where no key is.
    public String key() {
        return key;
    }

    /// The same problem, telling also where the value came from.
    ConfigException from(String origin) {
        return new ConfigException(key, problem, origin);
    }
}
