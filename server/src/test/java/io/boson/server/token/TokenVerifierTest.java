package io.boson.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.TokenCheck.Expired;
import io.boson.server.token.TokenCheck.Reason;
import io.boson.server.token.TokenCheck.Refused;
import io.boson.server.token.TokenCheck.Verified;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of good tokens, of bad ones of every kind, and of the memory of both.
class TokenVerifierTest {

    private static final SigningKeys KEYS = SigningKeys.generate();
    private static final SigningKeys OTHER_KEYS = SigningKeys.generate();
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");
    private static final NodeId NODE = NodeId.of("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1");
    private static final SessionId SESSION = SessionId.of("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final Principal.ClientSession ANYBODYS =
            new Principal.ClientSession(SESSION, NODE, Optional.empty());
    private static final Instant REGISTERED = Instant.parse("2026-01-02T03:04:05.678Z");

    private final SettableClock clock = new SettableClock();
    private final CountingBudget budget = new CountingBudget();
    private final Set<String> revoked = new HashSet<>();
    private final TokenConfig config = TokenConfig.defaults(Path.of("data"));
    private final TokenIssuer issuer = new TokenIssuer(KEYS, config, clock, new Random(7));
    private final TokenVerifier verifier =
            new TokenVerifier(KEYS, config, clock, budget, (_, id) -> revoked.contains(id));

    @Test
    void everyRoleComesBackAsItWasIssued() {
        Instant end = clock.instant().plus(Duration.ofMinutes(5));

        assertVerified(
                issuer.node(NODE, "reg-1", REGISTERED),
                new Principal.RegisteredNode(NODE, "reg-1", REGISTERED));
        assertVerified(issuer.session(ANYBODYS, end), ANYBODYS);
        Principal.ClientSession known =
                new Principal.ClientSession(SESSION, NODE, Optional.of("client:k2"));
        assertVerified(issuer.session(known, end), known);
        assertVerified(issuer.operator("ada"), new Principal.Operator("ada"));
        assertVerified(issuer.auditor("bob"), new Principal.Auditor("bob"));
        assertVerified(issuer.enrolment("k1"), new Principal.EnrolmentKeyHolder("k1"));
    }

    private void assertVerified(IssuedToken token, Principal principal) {
        assertThat(verifier.verify(token.text(), ADDRESS))
                .asInstanceOf(type(Verified.class))
                .satisfies(
                        verified -> {
                            assertThat(verified.principal()).isEqualTo(principal);
                            assertThat(verified.expiresAt()).isEqualTo(token.expiresAt());
                            assertThat(verified.tokenId()).hasSize(16);
                        });
    }

    @Test
    void lifetimesAreThoseOfTheConfiguration() {
        assertThat(issuer.node(NODE, "r", REGISTERED).expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        assertThat(issuer.operator("ada").expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofDays(365)));
    }

    @Test
    void theKeyIdIsTheThumbprintAndTheAlgorithmNamed() {
        String header = issuer.operator("ada").text().split("\\.", -1)[0];

        assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .isEqualTo("{\"kid\":\"" + KEYS.signingId() + "\",\"alg\":\"ES256\"}");
        assertThat(KEYS.signingId()).hasSize(43);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "eyJhbGciOiJFUzI1NiJ9.e30.",
                ".e30.x",
                "e30..x",
                "bm90anNvbg.e30.x",
                "W10.e30.x",
                "e30.e30.x",
                "not a token at all",
                "ÿ.ÿ.ÿ"
            })
    void whatIsNoTokenIsRefusedWithoutCryptography(String text) {
        assertRefused(text, Reason.MALFORMED);
    }

    @Test
    void oversizedOnesAreNotEvenRead() {
        assertRefused("e".repeat(4097), Reason.TOO_LONG);
        assertThat(verifier.remembered("e".repeat(4097))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "ES384", "RS256", ""})
    void onlyOurAlgorithmIsAccepted(String algorithm) {
        assertRefused(
                forged("{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, KEYS.signingId())),
                Reason.WRONG_ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip\":\"DEF", "crit\":\"exp", "jku\":\"http://x", "jwk\":\"x"})
    void headersThatAskForMoreAreRefused(String header) {
        assertRefused(
                forged(
                        "{\"alg\":\"ES256\",\"%s\",\"kid\":\"%s\"}"
                                .formatted(header, KEYS.signingId())),
                Reason.MALFORMED);
    }

    @Test
    void otherKeysAreUnknown() {
        TokenIssuer other = new TokenIssuer(OTHER_KEYS, config, clock, new Random(8));

        assertRefused(other.operator("eve").text(), Reason.UNKNOWN_KEY);
        assertRefused(forged("{\"alg\":\"ES256\"}"), Reason.UNKNOWN_KEY);
    }

    @Test
    void otherAudiencesAreRefused() {
        assertRefused(sign(ours().audience().add("else").and()), Reason.WRONG_AUDIENCE);
        assertRefused(sign(ours()), Reason.WRONG_AUDIENCE);
        assertRefused(
                sign(ours().audience().add("boson").add("else").and()), Reason.WRONG_AUDIENCE);
    }

    @Test
    void anExpiryIsRequired() {
        assertRefused(sign(Jwts.builder().audience().add("boson").and()), Reason.MALFORMED);
    }

    @Test
    void expiredOnesAreRefusedFromTheirLastSecondOn() {
        String token = issuer.session(ANYBODYS, clock.instant().plusSeconds(60)).text();
        clock.advance(Duration.ofSeconds(59));
        assertThat(verifier.verify(token, ADDRESS)).isInstanceOf(Verified.class);

        clock.advance(Duration.ofSeconds(1));

        assertThat(verifier.verify(token, ADDRESS)).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(verifier.remembered(token)).isEmpty();
    }

    @Test
    void anExpiredOneIsStillRecognisedWhereThatIsAsked() {
        IssuedToken token = issuer.session(ANYBODYS, clock.instant().plusSeconds(60));
        clock.advance(Duration.ofDays(2));

        assertThat(verifier.recognise(token.text(), ADDRESS))
                .asInstanceOf(type(Expired.class))
                .satisfies(
                        expired -> {
                            assertThat(expired.principal()).isEqualTo(ANYBODYS);
                            assertThat(expired.expiresAt()).isEqualTo(token.expiresAt());
                        });
        assertThat(verifier.recognise(tampered(token.text()), ADDRESS))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
        assertThat(verifier.verify(token.text(), ADDRESS)).isEqualTo(new Refused(Reason.EXPIRED));
    }

    @Test
    void onesFromTheFutureAreRefusedBeyondTheClocksDifference() {
        SettableClock ahead = new SettableClock();
        ahead.advance(Duration.ofSeconds(30));
        TokenIssuer early = new TokenIssuer(KEYS, config, ahead, new Random(9));
        assertThat(verifier.verify(early.operator("ada").text(), ADDRESS))
                .isInstanceOf(Verified.class);

        ahead.advance(Duration.ofSeconds(1));

        assertRefused(early.operator("ada").text(), Reason.NOT_YET_VALID);
    }

    @Test
    void rolesNobodyKnowsAreRefused() {
        String token = sign(ours().audience().add("boson").and().claim("role", "root"));

        assertThat(verifier.verify(token, ADDRESS)).isEqualTo(new Refused(Reason.UNKNOWN_ROLE));
    }

    @Test
    void genuineOnesThatLackTheirClaimsAreRefused() {
        String noRole = sign(ours().audience().add("boson").and());
        String noRegistration = sign(ours().audience().add("boson").and().claim("role", "node"));
        String badNode =
                sign(
                        ours().audience()
                                .add("boson")
                                .and()
                                .claim("role", "session")
                                .claim("node", "x"));

        assertThat(verifier.verify(noRole, ADDRESS)).isInstanceOf(Refused.class);
        assertThat(verifier.verify(noRegistration, ADDRESS)).isInstanceOf(Refused.class);
        assertThat(verifier.verify(badNode, ADDRESS)).isInstanceOf(Refused.class);
    }

    @Test
    void aForgedSignatureIsRefusedAndHeldAgainstItsAddress() {
        String token = issuer.operator("ada").text();

        assertThat(verifier.verify(tampered(token), ADDRESS))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
        assertThat(verifier.verify(token.substring(0, token.length() - 4), ADDRESS))
                .isInstanceOf(Refused.class);

        assertThat(budget.failed).isEqualTo(2);
    }

    @Test
    void oneClaimOfAnotherTokenUnderAGoodSignatureIsRefused() {
        String[] node = issuer.node(NODE, "r", REGISTERED).text().split("\\.", -1);
        String[] operator = issuer.operator("ada").text().split("\\.", -1);

        assertThat(verifier.verify(node[0] + "." + operator[1] + "." + node[2], ADDRESS))
                .isEqualTo(new Refused(Reason.BAD_SIGNATURE));
    }

    @Test
    void aSignatureIsComputedOncePerToken() {
        String token = issuer.node(NODE, "r", REGISTERED).text();
        assertThat(verifier.remembered(token)).isEmpty();

        TokenCheck first = verifier.verify(token, ADDRESS);
        TokenCheck second = verifier.verify(token, ADDRESS);

        assertThat(second).isEqualTo(first);
        assertThat(verifier.remembered(token)).contains((Verified) first);
        assertThat(budget.taken).isEqualTo(1);
    }

    @Test
    void nothingIsComputedForAnAddressBeyondItsBudget() {
        String known = issuer.operator("ada").text();
        verifier.verify(known, ADDRESS);
        budget.answer = Duration.ofSeconds(3);

        assertThat(verifier.verify(issuer.operator("bob").text(), ADDRESS))
                .isEqualTo(new TokenCheck.Busy(Duration.ofSeconds(3)));
        assertThat(verifier.verify(known, ADDRESS)).isInstanceOf(Verified.class);
        assertThat(verifier.verify("nonsense", ADDRESS)).isInstanceOf(Refused.class);
    }

    @Test
    void revokedOnesAreRefusedOnceForgotten() {
        String token = issuer.operator("ada").text();
        Verified verified = (Verified) verifier.verify(token, ADDRESS);
        revoked.add(verified.tokenId());

        verifier.forget(known -> known.tokenId().equals(verified.tokenId()));

        assertThat(verifier.verify(token, ADDRESS)).isEqualTo(new Refused(Reason.REVOKED));
        clock.advance(Duration.ofDays(400));
        assertThat(verifier.recognise(token, ADDRESS)).isEqualTo(new Refused(Reason.REVOKED));
    }

    @Test
    void forgettingOneLeavesTheOthers() {
        String node = issuer.node(NODE, "r", REGISTERED).text();
        String operator = issuer.operator("ada").text();
        verifier.verify(node, ADDRESS);
        verifier.verify(operator, ADDRESS);

        verifier.forget(known -> known.principal() instanceof Principal.RegisteredNode);

        assertThat(verifier.remembered(node)).isEmpty();
        assertThat(verifier.remembered(operator)).isPresent();
    }

    @Test
    void tokensAreNotPrinted() {
        IssuedToken token = issuer.operator("ada");

        assertThat(token.toString()).doesNotContain(token.text()).contains("hidden");
        assertThat(KEYS.toString()).contains(KEYS.signingId()).doesNotContain("\"d\"");
    }

    private void assertRefused(String token, Reason reason) {
        int before = budget.taken;
        assertThat(verifier.verify(token, ADDRESS)).isEqualTo(new Refused(reason));
        assertThat(budget.taken).as("signatures computed").isEqualTo(before);
        assertThat(budget.failed).isZero();
    }

    /// A genuine token of ours without audience and role.
    private JwtBuilder ours() {
        return Jwts.builder()
                .subject("s")
                .id("0123456789abcdef")
                .expiration(Date.from(clock.instant().plusSeconds(60)));
    }

    private static String sign(JwtBuilder token) {
        return token.header()
                .keyId(KEYS.signingId())
                .and()
                .signWith(KEYS.signing(), Jwts.SIG.ES256)
                .compact();
    }

    private String forged(String header) {
        String[] genuine = issuer.operator("ada").text().split("\\.", -1);
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + genuine[1]
                + "."
                + genuine[2];
    }

    /// With one bit of the signature's first byte the other way round.
    private static String tampered(String token) {
        int at = token.lastIndexOf('.') + 1;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }
}
