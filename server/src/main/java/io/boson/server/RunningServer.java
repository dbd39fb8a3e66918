package io.boson.server;

import io.boson.embedded.DataDirectory;
import io.boson.embedded.DataDirectoryException;
import io.boson.server.config.ConfigException;
import io.boson.server.config.ServerConfig;
import io.boson.server.http.HttpServer;
import io.boson.server.http.RequestIds;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// A server from its claim on the data directory to its last stop.
public final class RunningServer implements AutoCloseable {

    private final StopList stops;
    private final ServerApplication application;
    private final HttpServer http;

    private RunningServer(StopList stops, ServerApplication application, HttpServer http) {
        this.stops = stops;
        this.application = application;
        this.http = http;
    }

    /// Returns when clients can be served.
    ///
    /// @param random bears many threads
    /// @throws ConfigException naming the key, for whatever the user can put right
    /// @throws Exception for the rest; whatever was started has been stopped again
    public static RunningServer start(ServerConfig config, Clock clock, RandomGenerator random)
            throws Exception {
        StopList stops = new StopList();
        RequestIds ids = new RequestIds(clock, random);
        ServerApplication application = new ServerApplication(stops, ids, clock, random);
        boolean started = false;
        try {
            stops.add("data directory", claim(config));
            HttpServer http = HttpServer.start(application, config, ids);
            stops.add("HTTP", http::stop);
            stops.add("waiting requests", application::endWaits);
            started = true;
            return new RunningServer(stops, application, http);
        } finally {
            if (!started) {
                stops.close(); // also where an Error ends it: else its threads keep the JVM alive
            }
        }
    }

    private static DataDirectory claim(ServerConfig config) {
        try {
            return DataDirectory.claim(config.data());
        } catch (DataDirectoryException refused) {
            throw new ConfigException("data", String.valueOf(refused.getMessage()));
        }
    }

    public int httpPort() {
        return http.port();
    }

    public int adminPort() {
        return http.adminPort();
    }

    public int udpPort() {
        return application.udpPort();
    }

    public int relayPort() {
        return application.relayPort();
    }

    /// Stops taking requests, sends peers away, writes what is still to be written, and gives the
    /// data directory back; in seconds.
    @Override
    public void close() {
        stops.close();
    }
}
