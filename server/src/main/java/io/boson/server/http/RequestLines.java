package io.boson.server.http;

import io.boson.server.token.Principal;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// A line for every request, also those that never reached a servlet. Names the route, not the
/// path, and the principal, not its credential.
final class RequestLines implements RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLines.class);

    private static final int METHOD_CHARS_MAX = 16;

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        Level level = status >= 500 ? Level.WARN : Level.INFO;
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = LOG.atLevel(level);
        String route = "-";
        if (request.getAttribute(RequestContext.ATTRIBUTE) instanceof RequestContext context) {
            route = context.route();
            Principal principal = context.principal();
            line =
                    line.addKeyValue("id", context.requestId())
                            .addKeyValue("principal", principal.role() + ":" + principal.name());
        }
        line =
                line.addKeyValue("ms", millis(request))
                        .addKeyValue("bytes", Response.getContentBytesWritten(response));
        if (LOG.isDebugEnabled()) {
            line = line.addKeyValue("path", request.getHttpURI().getPath());
        }
        line.log("{} {} {}", method(request), route, status);
    }

    private static String method(Request request) {
        String method = request.getMethod();
        return method.length() <= METHOD_CHARS_MAX ? method : "?";
    }

    /// From the end of its headers to the end of the answer, with one decimal.
    private static String millis(Request request) {
        long nanos = System.nanoTime() - request.getHeadersNanoTime();
        long tenths = TimeUnit.NANOSECONDS.toMicros(nanos) / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
