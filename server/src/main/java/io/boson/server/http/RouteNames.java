package io.boson.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.uri.UriTemplate;

/// Tells the [RequestContext] which route was matched, for logs and metrics: few names, whatever
/// paths are asked for.
final class RouteNames implements ContainerRequestFilter {

    private final Map<ResourceMethod, String> names = new ConcurrentHashMap<>();

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo() instanceof ExtendedUriInfo matched) {
            String name =
                    names.computeIfAbsent(
                            matched.getMatchedResourceMethod(),
                            _ -> joined(matched.getMatchedTemplates()));
            RequestContext.current().matched(name);
        }
    }

    /// Jersey lists the innermost first.
    private static String joined(List<UriTemplate> templates) {
        StringBuilder path = new StringBuilder();
        for (UriTemplate template : templates.reversed()) {
            String part = template.getTemplate();
            if (!part.equals("/")) {
                path.append(part.startsWith("/") ? "" : "/").append(part);
            }
        }
        return path.toString();
    }
}
