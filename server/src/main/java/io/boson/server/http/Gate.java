package io.boson.server.http;

import io.boson.server.limits.Quota;
import io.boson.server.limits.RequestClass;
import io.boson.server.limits.RequestLimits;
import io.boson.server.token.Principal;
import io.boson.server.token.TokenCheck;
import io.boson.server.token.TokenVerifier;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides whether a request is looked at, before anything is done for it: who sends it, and
/// whether they have asked too much.
///
/// 1. A token verified before is found by its hash: it spends from the share of known ones.
/// 2. Anything else spends from the strangers' share of its address.
/// 3. A token not seen before is then verified, within the address's budget of signatures.
/// 4. A node, session or operator also spends from its own.
public final class Gate {

    private static final String SCHEME = "Bearer ";

    private final TokenVerifier verifier;
    private final RequestLimits limits;
    private final Proxies proxies;

    public Gate(TokenVerifier verifier, RequestLimits limits) {
        this(verifier, limits, Proxies.NONE);
    }

    /// @param proxies that are believed about whom they speak for
    public Gate(TokenVerifier verifier, RequestLimits limits, Proxies proxies) {
        this.verifier = verifier;
        this.limits = limits;
        this.proxies = proxies;
    }

    /// Whom a request comes from.
    ///
    /// @param peer the other end of the connection
    /// @param forwarded every value of `X-Forwarded-For`
    InetAddress client(InetAddress peer, Enumeration<String> forwarded) {
        return proxies.client(peer, forwarded);
    }

    /// What the gate says, and the limit that is nearest to being met.
    sealed interface Passage {
        record Open(Credential credential, Quota quota) implements Passage {}

        record Closed(Credential credential, Duration retryAfter, Quota quota) implements Passage {}
    }

    /// @param authorization the header, or null
    Passage admit(RequestClass kind, InetAddress peer, @Nullable String authorization) {
        Passage passage = weigh(kind, peer, authorization);
        if (passage instanceof Passage.Closed) {
            limits.refused(kind);
        }
        return passage;
    }

    private Passage weigh(RequestClass kind, InetAddress peer, @Nullable String authorization) {
        if (authorization == null) {
            return stranger(kind, peer, new Credential.None());
        }
        // Case-sensitive, as those it has to understand write it.
        if (!authorization.startsWith(SCHEME) || authorization.length() == SCHEME.length()) {
            return stranger(kind, peer, new Credential.Rejected("not a bearer token"));
        }
        String token = authorization.substring(SCHEME.length());
        Optional<TokenCheck.Verified> remembered = verifier.remembered(token);
        return remembered.isPresent()
                ? known(remembered.get(), limits.acquainted(peer, kind))
                : unknown(kind, peer, token);
    }

    private Passage stranger(RequestClass kind, InetAddress peer, Credential credential) {
        Quota quota = limits.stranger(peer, kind);
        return quota.allowed() ? new Passage.Open(credential, quota) : closed(credential, quota);
    }

    private Passage unknown(RequestClass kind, InetAddress peer, String token) {
        Quota quota = limits.stranger(peer, kind);
        if (!quota.allowed()) {
            return closed(new Credential.None(), quota);
        }
        return switch (verifier.recognise(token, peer)) {
            case TokenCheck.Verified verified -> known(verified, quota);
            case TokenCheck.Busy busy ->
                    new Passage.Closed(new Credential.None(), busy.retryAfter(), quota);
            case TokenCheck.Refused refused ->
                    new Passage.Open(new Credential.Rejected(refused.reason().words()), quota);
            case TokenCheck.Expired expired -> past(expired, quota);
        };
    }

    /// A session's token outlives its end: its expiry governs the first attachment, and for as long
    /// as the session lives its holder may read and end it. A dead session opens nothing.
    private Passage past(TokenCheck.Expired token, Quota quota) {
        return token.principal() instanceof Principal.ClientSession
                ? known(
                        new TokenCheck.Verified(
                                token.principal(), token.tokenId(), token.expiresAt()),
                        quota)
                : new Passage.Open(
                        new Credential.Rejected(TokenCheck.Reason.EXPIRED.words()), quota);
    }

    private Passage known(TokenCheck.Verified token, Quota ofAddress) {
        Credential credential = new Credential.Accepted(token);
        if (!ofAddress.allowed()) {
            return closed(credential, ofAddress);
        }
        Quota quota = limits.each(token.principal()).map(ofAddress::tighter).orElse(ofAddress);
        return quota.allowed() ? new Passage.Open(credential, quota) : closed(credential, quota);
    }

    private static Passage closed(Credential credential, Quota quota) {
        return new Passage.Closed(credential, quota.retryAfter(), quota);
    }
}
