package io.boson.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refused unless allowed: an answer of a resource method that asked for no [Access] does not leave
/// the server. A mistake in the code, so it fails loudly, and the first time it is tried.
final class AccessGuard implements ContainerResponseFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessGuard.class);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        RequestContext context = RequestContext.current();
        if (response.getStatus() >= 400
                || context.accessDecided()
                || request.getMethod().equals("OPTIONS")) {
            return;
        }
        LOG.error(
                "Request {}: the resource of {} requires no access and was not answered",
                context.requestId(),
                context.route());
        response.setStatus(500);
        response.setEntity(
                Json.bytes(Problem.internal().body(context.requestId())),
                new java.lang.annotation.Annotation[0],
                MediaType.valueOf(Json.TYPE));
    }
}
