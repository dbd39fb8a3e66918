package io.boson.server.turn;

import io.boson.projections.fleet.Fleet;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Problem;
import io.boson.server.limits.AddressLimit;
import io.boson.server.limits.Quota;
import io.boson.server.node.Lifetimes;
import io.boson.server.token.Principal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Who is given credentials, by which name, and for how long: nodes of the fleet, clients with a
/// live session or a key, operators; and with `legacy` also those without a token, for ten minutes
/// and by a digest of their address, since an address is personal.
final class TurnCallers {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration LIFE_ANONYMOUS = Duration.ofMinutes(10);
    private static final int DIGEST_BYTES = 8;

    private final Fleet fleet;
    private final Sessions sessions;
    private final SecretKey key;
    private final AddressLimit anonymous;
    private final boolean legacy;

    /// @param principal as `role:name`
    record Caller(String principal, Duration life) {}

    /// @param key nobody else's, and the same on every instance
    TurnCallers(
            Fleet fleet, Sessions sessions, SecretKey key, AddressLimit anonymous, boolean legacy) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.key = key;
        this.anonymous = anonymous;
        this.legacy = legacy;
    }

    /// Who may read a list without credentials in it.
    Access readers() {
        return legacy ? Access.ANYONE : Access.KNOWN;
    }

    /// The caller of the request being served.
    ///
    /// @throws io.boson.server.http.ProblemException where it is given none
    Caller require() {
        Principal principal = readers().require();
        String name = principal.role() + ":" + principal.name();
        return switch (principal) {
            case Principal.Operator _, Principal.ClientKeyHolder _ -> new Caller(name, LIFE);
            case Principal.RegisteredNode node -> {
                var _ = Lifetimes.require(fleet.find(node.id()), node);
                yield new Caller(name, LIFE);
            }
            case Principal.ClientSession(var session, _, _) -> {
                // The token outlives its session.
                if (sessions.snapshot().find(session).isEmpty()) {
                    throw Problem.notFound("Session not found").asException();
                }
                yield new Caller(name, LIFE);
            }
            case Principal.Anonymous(var address) -> stranger(address);
            case Principal.Auditor _, Principal.EnrolmentKeyHolder _ ->
                    throw Problem.forbidden().asException();
        };
    }

    private Caller stranger(InetAddress address) {
        Quota quota = anonymous.take(address);
        if (!quota.allowed()) {
            throw Problem.of(
                            429,
                            "TOO_MANY_REQUESTS",
                            "Too many credentials for one address, try again later")
                    .retryAfter(quota.retryAfter())
                    .asException();
        }
        return new Caller("anonymous:" + digest(AddressLimit.prefix(address)), LIFE_ANONYMOUS);
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
