package io.boson.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Gives Jetty's own refusals (unreadable requests, bodies too large, a server that stops) the one
/// error shape, and none of Jetty's words, which may quote the request.
final class ErrorAnswers implements Request.Handler {

    private final RequestIds ids;

    ErrorAnswers(RequestIds ids) {
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status =
                request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException http
                        ? http.getCode()
                        : response.getStatus();
        Problem problem = StatusProblems.of(status);
        String id = context(request).requestId();
        response.setStatus(problem.status());
        problem.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(RequestFilter.REQUEST_ID, id);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.TYPE);
        response.write(true, ByteBuffer.wrap(Json.bytes(problem.body(id))), callback);
        return true;
    }

    /// Of a request that got as far as the [RequestFilter]; else made now, for the log's sake.
    private RequestContext context(Request request) {
        if (request.getAttribute(RequestContext.ATTRIBUTE) instanceof RequestContext context) {
            return context;
        }
        String id = ids.next();
        RequestContext made =
                new RequestContext(
                        id, id, Peer.of(request.getConnectionMetaData()), new Credential.None());
        request.setAttribute(RequestContext.ATTRIBUTE, made);
        return made;
    }
}
