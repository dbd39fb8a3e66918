package io.boson.server.http;

import io.boson.server.log.Origin;
import io.boson.server.token.Principal;
import java.util.Optional;

/// The request being served, as the origin of events.
public final class Origins {

    private Origins() {}

    /// @throws java.util.NoSuchElementException outside of a request
    public static Origin current() {
        RequestContext request = RequestContext.current();
        Principal principal = request.principal();
        return new Origin(request.correlationId(), actor(principal), Optional.empty());
    }

    /// An anonymous caller's address is personal and not a fact of the control plane.
    private static String actor(Principal principal) {
        return principal instanceof Principal.Anonymous
                ? principal.role()
                : principal.role() + ":" + principal.name();
    }
}
