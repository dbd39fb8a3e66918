package io.boson.server.route;

import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.server.config.Clients;
import io.boson.server.config.SessionsConfig;
import io.boson.server.http.Access;
import io.boson.server.token.Principal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// Who may ask for routes, and what comes with being who they are.
public final class Callers {

    private final Clients clients;
    private final SessionsConfig sessions;
    private final Holders holders;

    public Callers(Clients clients, SessionsConfig sessions, Holders holders) {
        this.clients = clients;
        this.sessions = sessions;
        this.holders = holders;
    }

    Access access() {
        return switch (clients) {
            case OPEN -> Access.ANYONE;
            case KEY -> Access.CLIENT_KEY.or(Access.OPERATOR);
        };
    }

    Holder holder(Principal principal, ClientId client, InetAddress address) {
        return holders.of(principal, client, address);
    }

    /// Whom the session's client answers for at the relay. Who comes back with a session's token
    /// is still who opened it.
    Optional<String> openedBy(Principal principal) {
        return switch (principal) {
            case Principal.ClientKeyHolder _, Principal.Operator _ ->
                    Optional.of(principal.role() + ':' + principal.name());
            case Principal.ClientSession session -> session.openedBy();
            case Principal.Auditor _,
                    Principal.RegisteredNode _,
                    Principal.EnrolmentKeyHolder _,
                    Principal.Anonymous _ ->
                    Optional.empty();
        };
    }

    Duration lifeMax(Principal principal) {
        return switch (principal) {
            case Principal.ClientKeyHolder _, Principal.Operator _ -> sessions.lifeMaxEnrolled();
            case Principal.Auditor _,
                    Principal.RegisteredNode _,
                    Principal.ClientSession _,
                    Principal.EnrolmentKeyHolder _,
                    Principal.Anonymous _ ->
                    sessions.lifeMaxAnonymous();
        };
    }
}
