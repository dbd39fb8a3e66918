package io.boson.server.route;

import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.server.token.Principal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Recognises a client that comes again, though its id proves nothing: by the token of its live
/// session, else by the id together with the credential and the address it came with.
///
/// ```
///   holder = first 16 bytes of HMAC-SHA256(key, role:name \n client id \n address)
/// ```
///
/// Where nothing but an address is known, that is all there is to go by; somebody behind the same
/// address would have to guess a UUID.
public final class Holders {

    private static final int DIGEST_BYTES = 16;

    private final SecretKey key;
    private final Sessions sessions;

    /// @param key nobody else's, and the same on every instance
    public Holders(SecretKey key, Sessions sessions) {
        this.key = key;
        this.sessions = sessions;
    }

    Holder of(Principal principal, ClientId client, InetAddress address) {
        return ownSession(principal, client)
                .map(live -> live.session().terms().holder())
                .orElseGet(() -> digest(principal, client, address));
    }

    /// A client that moves to another address and still has its session's token.
    private Optional<LiveSession> ownSession(Principal principal, ClientId client) {
        return principal instanceof Principal.ClientSession(var id, _, _)
                ? sessions.snapshot()
                        .find(id)
                        .filter(live -> live.session().terms().clientId().equals(client))
                : Optional.empty();
    }

    private Holder digest(Principal principal, ClientId client, InetAddress address) {
        String who =
                switch (principal) {
                    // A session that is over, or another client's: no more than an address.
                    case Principal.ClientSession _, Principal.Anonymous _ -> "anonymous";
                    case Principal.Operator _,
                            Principal.Auditor _,
                            Principal.RegisteredNode _,
                            Principal.EnrolmentKeyHolder _,
                            Principal.ClientKeyHolder _ ->
                            principal.role() + ':' + principal.name();
                };
        String text = who + '\n' + client + '\n' + address.getHostAddress();
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new Holder(HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
