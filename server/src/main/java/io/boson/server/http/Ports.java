package io.boson.server.http;

import io.boson.server.config.ConfigException;
import java.io.IOException;
import java.net.BindException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Takes the server's ports, or says in one line which key asks for one that cannot be had.
final class Ports {

    private Ports() {}

    static void open(Server server) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                open(tcp);
            }
        }
    }

    /// Gives back what was taken by a server that never started, which its `stop` would not.
    static void close(Server server) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                tcp.close();
            }
        }
    }

    private static void open(ServerConnector connector) {
        String where = connector.getHost() + ":" + connector.getPort();
        try {
            connector.open();
        } catch (IOException failed) {
            Throwable reason = failed.getCause() == null ? failed : failed.getCause();
            boolean taken =
                    reason instanceof BindException
                            && String.valueOf(reason.getMessage()).contains("in use");
            // The connector bears the name of its section in the configuration.
            throw new ConfigException(
                    connector.getName() + ".port",
                    taken
                            ? where + " is in use by another program"
                            : "cannot listen on " + where + ": " + reason.getMessage());
        }
    }
}
