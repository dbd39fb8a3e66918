package io.boson.server.http;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.util.EnumSet;
import java.util.List;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/// Puts the API on Dropwizard's application context: one filter, then Jersey with our resources and
/// nothing else.
///
/// Dropwizard's own Jersey configuration is replaced, not extended: its event listeners, injection
/// of every resource and reflective bindings cost more than a heartbeat. `environment.jersey()
/// .register` therefore has no effect; resources are given here.
public final class HttpApi {

    private HttpApi() {}

    /// Called once, in `run`.
    ///
    /// @param resources instances with `@Path`, each used by all requests
    /// @param shortcuts to those of their methods that are called most
    public static void install(
            Environment environment,
            Gate gate,
            RequestIds ids,
            List<Object> resources,
            List<Shortcut> shortcuts) {
        FilterRegistration.Dynamic filter =
                environment
                        .servlets()
                        .addFilter("requests", new RequestFilter(gate, ids, shortcuts));
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        environment.jersey().replace(_ -> new ServletContainer(jersey(resources)));
    }

    private static ResourceConfig jersey(List<Object> resources) {
        ResourceConfig config = new ResourceConfig();
        config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        config.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        config.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
        config.property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
        config.register(new ProblemMapper());
        config.register(new RouteNames());
        config.register(new AccessGuard());
        resources.forEach(config::register);
        return config;
    }
}
