package io.boson.server.token;

import io.boson.events.node.NodeId;
import io.boson.server.config.TokenConfig;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Signs tokens. Thread-safe as far as its clock and random generator are; one signature costs
/// about half a millisecond.
public final class TokenIssuer {

    private final SigningKeys keys;
    private final TokenConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    public TokenIssuer(SigningKeys keys, TokenConfig config, Clock clock, RandomGenerator random) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    /// For one registration of a node; good for `tokens.nodeLifetime`.
    public IssuedToken node(NodeId node, String registrationId, Instant registeredAt) {
        return sign(
                Jwts.builder()
                        .claim(Claims.ROLE, Claims.ROLE_NODE)
                        .subject(node.toString())
                        .claim(Claims.REGISTRATION, registrationId)
                        .claim(Claims.REGISTERED_AT, registeredAt.toEpochMilli()),
                clock.instant().plus(config.nodeLifetime()));
    }

    /// For the client's end of a session. The expiry governs the first attachment only.
    public IssuedToken session(Principal.ClientSession client, Instant expiresAt) {
        JwtBuilder token =
                Jwts.builder()
                        .claim(Claims.ROLE, Claims.ROLE_SESSION)
                        .subject(client.session().toString())
                        .claim(Claims.NODE, client.node().toString());
        client.openedBy().ifPresent(who -> token.claim(Claims.OPENED_BY, who));
        return sign(token, expiresAt);
    }

    /// Good for `tokens.operatorLifetime`.
    public IssuedToken operator(String name) {
        return named(Claims.ROLE_OPERATOR, name);
    }

    /// Good for `tokens.operatorLifetime`.
    public IssuedToken auditor(String name) {
        return named(Claims.ROLE_AUDITOR, name);
    }

    /// A key to register nodes with; good for `tokens.enrolmentLifetime`.
    public IssuedToken enrolment(String keyId) {
        return sign(
                Jwts.builder().claim(Claims.ROLE, Claims.ROLE_ENROLMENT).subject(keyId),
                clock.instant().plus(config.enrolmentLifetime()));
    }

    /// A key to ask for routes with; good for `tokens.enrolmentLifetime`.
    public IssuedToken client(String keyId) {
        return sign(
                Jwts.builder().claim(Claims.ROLE, Claims.ROLE_CLIENT).subject(keyId),
                clock.instant().plus(config.enrolmentLifetime()));
    }

    private IssuedToken named(String role, String name) {
        return sign(
                Jwts.builder().claim(Claims.ROLE, role).subject(name),
                clock.instant().plus(config.operatorLifetime()));
    }

    @SuppressWarnings("JavaUtilDate") // jjwt's builder speaks it
    private IssuedToken sign(JwtBuilder token, Instant expiresAt) {
        Instant end = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        String text =
                token.header()
                        .keyId(keys.signingId())
                        .and()
                        .audience()
                        .add(Claims.AUDIENCE)
                        .and()
                        .issuedAt(Date.from(clock.instant()))
                        .expiration(Date.from(end))
                        .id(HexFormat.of().toHexDigits(random.nextLong()))
                        .signWith(keys.signing(), Jwts.SIG.ES256)
                        .compact();
        return new IssuedToken(text, end);
    }
}
