package io.boson.server.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/// Cuts off requests that trickle in. Jetty closes connections on which nothing moves; one byte now
/// and then would hold a connection for ever.
///
/// Looks at all HTTP connections now and then. One that is still receiving the same request after
/// the timeout is closed; one whose request has arrived, and is being worked on, is let be.
final class SlowRequests extends AbstractLifeCycle {

    private final AbstractConnector connector;
    private final Duration timeout;
    private Map<Connection, Progress> seen = new HashMap<>();
    private volatile Scheduler.Task next = () -> false;

    SlowRequests(AbstractConnector connector, Duration timeout) {
        this.connector = connector;
        this.timeout = timeout;
    }

    /// @param requests that were complete up to their headers
    /// @param quietBytes received when the connection was last seen between two requests
    /// @param bytes received when last looked at
    /// @param since when the first byte after those came, or now
    private record Progress(long requests, long quietBytes, long bytes, long since) {

        /// Of a connection not seen before: between requests, or within its first.
        static Progress first(long requests, long bytes, long now) {
            return new Progress(requests, requests == 0 ? 0 : bytes, 0, now);
        }

        Progress next(long requestsNow, long bytesNow, long now) {
            boolean quiet = requestsNow != requests || bytesNow == quietBytes;
            return quiet
                    ? new Progress(requestsNow, bytesNow, bytesNow, now)
                    : new Progress(requests, quietBytes, bytesNow, since);
        }
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    private void schedule() {
        long interval = Math.clamp(timeout.toMillis() / 8, 10, 1_000);
        next = connector.getScheduler().schedule(this::look, interval, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Map<Connection, Progress> now = new HashMap<>();
        long time = System.nanoTime();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            // A WebSocket has left HTTP and these rules behind.
            if (connection instanceof ConnectionMetaData) {
                long requests = connection.getMessagesIn();
                long bytes = connection.getBytesIn();
                Progress before =
                        seen.getOrDefault(connection, Progress.first(requests, bytes, time));
                Progress after = before.next(requests, bytes, time);
                now.put(connection, after);
                if (bytes > before.bytes && time - after.since > timeout.toNanos()) {
                    endPoint.close(new TimeoutException("request took too long to arrive"));
                }
            }
        }
        seen = now;
        if (isRunning()) {
            schedule();
        }
    }
}
