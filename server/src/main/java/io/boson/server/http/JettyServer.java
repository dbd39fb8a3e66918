package io.boson.server.http;

import io.boson.server.config.HttpConfig;
import io.boson.server.config.ServerConfig;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.jetty.RoutingHandler;
import jakarta.servlet.Servlet;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Jetty as we run it. Dropwizard's own factories bring filters, handlers and counters for every
/// request that nobody here looks at.
///
/// ```text
/// http port  -> GracefulHandler -> Doorway   -> servlets: RequestFilter -> Jersey
/// admin port -> GracefulHandler -> AdminDoor -> servlets of `environment.admin()`
/// ```
///
/// Platform threads accept and select; every request runs on a virtual thread of its own, as many
/// at once as there may be connections.
final class JettyServer implements ServerFactory {

    /// The connectors, by their sections of the configuration.
    static final String API = "http";

    static final String ADMIN = "admin";

    /// A node that was cut off sends up to 500 samples at once: 2 KiB each leaves room for every
    /// field at its longest, and for indentation. The node's token is read before any of it.
    private static final Map<String, Integer> LONGER_BODIES = Map.of("/api/v1/metrics", 1 << 20);

    private static final int SELECTORS = 2;
    private static final int THREADS_MAX = 16;
    private static final int BACKLOG = 1024;
    private static final int ADMIN_CONNECTIONS_MAX = 64;

    /// Where connections are scarce, idle ones go sooner.
    private static final Duration CROWDED_IDLE = Duration.ofSeconds(2);

    /// When stopping, a connection without a request is not waited for longer than this.
    private static final Duration STOPPING_IDLE = Duration.ofMillis(500);

    private final ServerConfig config;
    private final RequestIds ids;
    private final RequestCounts requests;

    JettyServer(ServerConfig config, RequestIds ids, RequestCounts requests) {
        this.config = config;
        this.ids = ids;
        this.requests = requests;
    }

    @Override
    public void configure(Environment environment) {
        environment.getApplicationContext().setContextPath("/");
        environment.getAdminContext().setContextPath("/");
    }

    @Override
    public Server build(Environment environment) {
        HttpConfig http = config.http();
        Server server = new Server(threads());
        environment.lifecycle().attach(server);
        ServerConnector api =
                connector(server, API, config.bind(), http.port(), http.connectionsMax());
        ServerConnector admin =
                connector(
                        server,
                        ADMIN,
                        InetAddress.getLoopbackAddress(),
                        config.admin().port(),
                        ADMIN_CONNECTIONS_MAX);
        Map<Connector, Handler> handlers =
                Map.of(
                        api, new Doorway(api(environment), http.bodyBytesMax(), LONGER_BODIES),
                        admin, new AdminDoor(environment.getAdminContext()));
        server.setHandler(new GracefulHandler(new RoutingHandler(handlers)));
        server.setErrorHandler(new ErrorAnswers(ids));
        server.setRequestLog(new RequestLog.Collection(new RequestLines(), requests));
        server.setStopTimeout(http.stopTimeout().toMillis());
        return server;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("request-", 0).factory()));
        return threads;
    }

    private ServerConnector connector(
            Server server, String name, InetAddress address, int port, int connectionsMax) {
        HttpConfig http = config.http();
        HttpConfiguration protocol = new HttpConfiguration();
        protocol.setSendServerVersion(false);
        protocol.setRequestHeaderSize(http.headerBytesMax());
        ServerConnector connector =
                new ServerConnector(server, 1, SELECTORS, new HttpConnectionFactory(protocol));
        connector.setName(name);
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setIdleTimeout(http.idleTimeout().toMillis());
        connector.setShutdownIdleTimeout(
                Math.min(STOPPING_IDLE.toMillis(), http.stopTimeout().toMillis()));
        connector.setAcceptQueueSize(BACKLOG);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(connectionsMax, connector);
        limit.setEndPointIdleTimeout(
                Math.min(CROWDED_IDLE.toMillis(), http.idleTimeout().toMillis()));
        connector.addBean(limit);
        connector.addBean(new SlowRequests(connector, http.requestTimeout()));
        server.addConnector(connector);
        return connector;
    }

    private static Handler api(Environment environment) {
        MutableServletContextHandler context = environment.getApplicationContext();
        Servlet jersey = environment.getJerseyServletContainer();
        if (jersey != null) {
            context.addServlet(
                    new ServletHolder("jersey", jersey), environment.jersey().getUrlPattern());
        }
        return context;
    }
}
