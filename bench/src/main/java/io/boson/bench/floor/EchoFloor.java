package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import java.nio.ByteBuffer;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Jetty with its threads as the server has them, and one handler that sends back the body it got.
public final class EchoFloor {

    private static final int THREADS = 16;
    private static final int SELECTORS = 2;
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");

    private EchoFloor() {}

    public static void main(String[] args) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Server server = new Server(threads);
        HttpConfiguration protocol = new HttpConfiguration();
        protocol.setSendServerVersion(false);
        ServerConnector connector =
                new ServerConnector(server, 1, SELECTORS, new HttpConnectionFactory(protocol));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Echo());
        server.start();
        System.out.println(Floor.SERVES + connector.getLocalPort());
        server.join();
    }

    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            ByteBuffer body = Content.Source.asByteBuffer(request);
            response.getHeaders().put(JSON);
            response.write(true, body, callback);
            return true;
        }
    }
}
