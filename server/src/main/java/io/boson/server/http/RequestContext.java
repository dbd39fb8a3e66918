package io.boson.server.http;

import io.boson.server.token.Principal;
import java.net.InetAddress;

/// What is known of the request being served, on the thread that serves it.
///
/// Bound once, by [RequestFilter]. A thread started by a resource method does not see it: hand over
/// what it needs.
public final class RequestContext {

    static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    /// Under this name the context lies in the request's attributes, for what runs after it.
    public static final String ATTRIBUTE = RequestContext.class.getName();

    /// No route was found, or looked for.
    static final String NO_ROUTE = "-";

    private final String requestId;
    private final String correlationId;
    private final InetAddress peer;
    private final Credential credential;
    private final Principal principal;

    // Told by the layers below while they serve; one thread serves a request.
    private String route = NO_ROUTE;
    private boolean accessDecided;

    RequestContext(String requestId, String correlationId, InetAddress peer, Credential shown) {
        this.requestId = requestId;
        this.correlationId = correlationId;
        this.peer = peer;
        this.credential = shown;
        this.principal =
                shown instanceof Credential.Accepted accepted
                        ? accepted.token().principal()
                        : new Principal.Anonymous(peer);
    }

    /// @throws java.util.NoSuchElementException outside of a request
    public static RequestContext current() {
        return CURRENT.get();
    }

    /// Ours, and in the answer's `X-Request-Id`.
    public String requestId() {
        return requestId;
    }

    /// The caller's own `X-Request-Id` where it sent a sane one, else ours. Follows the request
    /// into its events.
    public String correlationId() {
        return correlationId;
    }

    /// The other end of the connection, whatever headers say; behind a proxy of ours, of the
    /// connection to that.
    public InetAddress peer() {
        return peer;
    }

    public Principal principal() {
        return principal;
    }

    /// Where none was shown; a bad one is shown too.
    public boolean hasNoCredential() {
        return credential instanceof Credential.None;
    }

    Credential credential() {
        return credential;
    }

    /// The matched path template, such as `/api/v1/nodes/{id}`.
    public String route() {
        return route;
    }

    void matched(String template) {
        route = template;
    }

    void decideAccess() {
        accessDecided = true;
    }

    boolean accessDecided() {
        return accessDecided;
    }
}
