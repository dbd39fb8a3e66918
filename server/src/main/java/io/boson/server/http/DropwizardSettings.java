package io.boson.server.http;

import io.boson.server.config.ServerConfig;
import io.boson.server.logging.ConsoleLogging;
import io.dropwizard.core.Configuration;

/// What Dropwizard is given instead of a configuration file of its own: our [ServerConfig], and the
/// parts that are built from it.
public final class DropwizardSettings extends Configuration {

    private final ServerConfig config;
    private final RequestCounts requests = new RequestCounts();

    DropwizardSettings(ServerConfig config, RequestIds ids) {
        this.config = config;
        setServerFactory(new JettyServer(config, ids, requests));
        setLoggingFactory(new ConsoleLogging(config.log()));
    }

    public ServerConfig config() {
        return config;
    }

    /// What was asked of the API so far.
    public RequestCounts requests() {
        return requests;
    }
}
