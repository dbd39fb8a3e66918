package io.boson.server.http;

import io.boson.server.config.ServerConfig;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Dropwizard application, running.
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Server server;

    private HttpServer(Server server) {
        this.server = server;
    }

    /// Runs the application's `run`, takes the ports, starts everything it manages in order, and
    /// only then answers.
    ///
    /// @throws io.boson.server.config.ConfigException naming the port that is taken
    /// @throws Exception whatever `run` or a managed object threw; everything started is
    ///     stopped, also what failed to start
    public static HttpServer start(
            Application<DropwizardSettings> application, ServerConfig config, RequestIds ids)
            throws Exception {
        DropwizardSettings settings = new DropwizardSettings(config, ids);
        Bootstrap<DropwizardSettings> bootstrap = new Bootstrap<>(application);
        settings.getLoggingFactory()
                .configure(bootstrap.getMetricRegistry(), application.getName());
        application.initialize(bootstrap);
        Environment environment =
                new Environment(
                        application.getName(),
                        bootstrap.getObjectMapper(),
                        bootstrap.getValidatorFactory(),
                        bootstrap.getMetricRegistry(),
                        bootstrap.getClassLoader(),
                        bootstrap.getHealthCheckRegistry(),
                        settings);
        settings.getServerFactory().configure(environment);
        bootstrap.run(settings, environment);
        application.run(settings, environment);
        Server server = settings.getServerFactory().build(environment);
        try {
            Ports.open(server);
            server.start();
            return new HttpServer(server);
        } catch (Exception failed) {
            server.stop();
            throw failed;
        }
    }

    /// The API's port, also where the configuration left the choice to the system.
    public int port() {
        return port(JettyServer.API);
    }

    public int adminPort() {
        return port(JettyServer.ADMIN);
    }

    /// Takes no more requests, lets those in flight end within `http.stopTimeout`, and stops what
    /// the application manages, the last started first.
    ///
    /// @throws Exception what a managed object threw; everything else was stopped all the same
    public void stop() throws Exception {
        try {
            server.stop();
        } catch (TimeoutException _) {
            LOG.warn("Requests still running at the end of http.stopTimeout were cut off");
        }
    }

    private int port(String name) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp && name.equals(tcp.getName())) {
                return tcp.getLocalPort();
            }
        }
        throw new IllegalStateException("no connector " + name);
    }
}
