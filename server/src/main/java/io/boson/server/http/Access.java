package io.boson.server.http;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.server.token.Principal;

/// Who may do something. Every resource method asks exactly once, before it does anything; an
/// answer that nobody asked for is turned into an error by [AccessGuard].
///
/// ```java
/// Access.OPERATOR.or(Access.node(id)).require();
/// ```
@FunctionalInterface
public interface Access {

    boolean allows(Principal principal);

    /// Also those without a credential.
    Access ANYONE = _ -> true;

    /// Anybody with a good credential, whatever it is for.
    Access KNOWN = principal -> !(principal instanceof Principal.Anonymous);

    Access OPERATOR = principal -> principal instanceof Principal.Operator;

    /// Operators and auditors.
    Access READER =
            principal ->
                    principal instanceof Principal.Operator
                            || principal instanceof Principal.Auditor;

    Access ENROLMENT_KEY = principal -> principal instanceof Principal.EnrolmentKeyHolder;

    Access CLIENT_KEY = principal -> principal instanceof Principal.ClientKeyHolder;

    /// Any node, speaking for itself.
    Access NODE = principal -> principal instanceof Principal.RegisteredNode;

    /// The node itself.
    static Access node(NodeId id) {
        return principal ->
                principal instanceof Principal.RegisteredNode node && node.id().equals(id);
    }

    /// The client's end of the session.
    static Access session(SessionId id) {
        return principal ->
                principal instanceof Principal.ClientSession client && client.session().equals(id);
    }

    default Access or(Access other) {
        return principal -> allows(principal) || other.allows(principal);
    }

    /// Goes on only if the one who asks may.
    ///
    /// @return who it is
    /// @throws ProblemException 401 without a good credential, 403 with one for something else
    default Principal require() {
        RequestContext request = RequestContext.current();
        request.decideAccess();
        Principal principal = request.principal();
        if (allows(principal)) {
            return principal;
        }
        throw switch (request.credential()) {
            case Credential.Accepted _ -> Problem.forbidden().asException();
            case Credential.None _ -> Problem.unauthorized("Bearer").asException();
            // RFC 6750 3.1
            case Credential.Rejected rejected ->
                    Problem.unauthorized(
                                    "Bearer error=\"invalid_token\", error_description=\"%s\""
                                            .formatted(rejected.why()))
                            .asException();
        };
    }
}
