package io.boson.server.token;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.server.token.TokenCheck.Reason;
import io.boson.server.token.TokenCheck.Refused;
import io.boson.server.token.TokenCheck.Verified;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureException;
import java.security.Key;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The expensive half of judging a token: its signature, and who it is for.
final class TokenSignatures {

    private final JwtParser parser;

    @SuppressWarnings("JavaUtilDate") // jjwt's clock speaks it
    TokenSignatures(SigningKeys keys) {
        this.parser =
                Jwts.parser()
                        .keyLocator(header -> key(keys, header))
                        // Time is judged by the caller, with its own clock.
                        .clock(() -> new Date(0))
                        .sig()
                        .clear()
                        .add(Jwts.SIG.ES256)
                        .and()
                        .build();
    }

    /// Verified where the signature is right, whenever the token expires or expired.
    TokenCheck check(String token) {
        try {
            return principal(parser.parseSignedClaims(token).getPayload());
        } catch (SignatureException wrong) {
            return new Refused(Reason.BAD_SIGNATURE);
        } catch (JwtException | IllegalArgumentException malformed) {
            return new Refused(Reason.MALFORMED);
        }
    }

    private static @Nullable Key key(SigningKeys keys, Header header) {
        return header.get("kid") instanceof String id ? keys.verifying(id).orElse(null) : null;
    }

    private static TokenCheck principal(io.jsonwebtoken.Claims claims) {
        Optional<Principal> principal = named(claims);
        return principal.isPresent()
                ? new Verified(
                        principal.get(),
                        text(claims, io.jsonwebtoken.Claims.ID),
                        claims.getExpiration().toInstant())
                : new Refused(Reason.UNKNOWN_ROLE);
    }

    private static Optional<Principal> named(io.jsonwebtoken.Claims claims) {
        String subject = text(claims, io.jsonwebtoken.Claims.SUBJECT);
        return switch (text(claims, Claims.ROLE)) {
            case Claims.ROLE_OPERATOR -> Optional.of(new Principal.Operator(subject));
            case Claims.ROLE_AUDITOR -> Optional.of(new Principal.Auditor(subject));
            case Claims.ROLE_NODE ->
                    Optional.of(
                            new Principal.RegisteredNode(
                                    NodeId.of(subject),
                                    text(claims, Claims.REGISTRATION),
                                    millis(claims, Claims.REGISTERED_AT)));
            case Claims.ROLE_SESSION ->
                    Optional.of(
                            new Principal.ClientSession(
                                    SessionId.of(subject),
                                    NodeId.of(text(claims, Claims.NODE)),
                                    optional(claims, Claims.OPENED_BY)));
            case Claims.ROLE_CLIENT -> Optional.of(new Principal.ClientKeyHolder(subject));
            case Claims.ROLE_ENROLMENT -> Optional.of(new Principal.EnrolmentKeyHolder(subject));
            default -> Optional.empty();
        };
    }

    private static String text(io.jsonwebtoken.Claims claims, String name) {
        if (claims.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("lacks " + name);
    }

    private static Optional<String> optional(io.jsonwebtoken.Claims claims, String name) {
        return claims.containsKey(name) ? Optional.of(text(claims, name)) : Optional.empty();
    }

    private static Instant millis(io.jsonwebtoken.Claims claims, String name) {
        if (claims.get(name) instanceof Number number) {
            return Instant.ofEpochMilli(number.longValue());
        }
        throw new IllegalArgumentException("lacks " + name);
    }
}
