package io.boson.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refused unless allowed: an answer of a resource method that asked for no [Access] does not leave
/// the server. A mistake in the code, so it fails loudly, and the first time it is tried.
final class AccessGuard implements ContainerResponseFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessGuard.class);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        RequestContext context = RequestContext.current();
        if (request.getMethod().equals("OPTIONS") || allows(context, response.getStatus())) {
            return;
        }
        response.setStatus(500);
        response.setEntity(
                Json.bytes(Problem.internal().body(context.requestId())),
                new Annotation[0],
                MediaType.valueOf(Json.TYPE));
    }

    /// Whether an answer may leave: a refusal always may.
    static boolean allows(RequestContext context, int status) {
        if (status >= 400 || context.accessDecided()) {
            return true;
        }
        LOG.error(
                "Request {}: the resource of {} requires no access and was not answered",
                context.requestId(),
                context.route());
        return false;
    }
}
