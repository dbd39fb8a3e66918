package io.boson.server.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.TokenCheck.Busy;
import io.boson.server.token.TokenCheck.Expired;
import io.boson.server.token.TokenCheck.Reason;
import io.boson.server.token.TokenCheck.Refused;
import io.boson.server.token.TokenCheck.Verified;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// Judges tokens: what costs nothing first, then the memory of tokens verified before, the
/// signature last and only within the address's budget. Thread-safe.
public final class TokenVerifier {

    private final SigningKeys keys;
    private final TokenConfig config;
    private final Clock clock;
    private final VerificationBudget budget;
    private final Revocations revocations;
    private final TokenSignatures signatures;
    private final Cache<TokenHash, Verified> known;

    public TokenVerifier(
            SigningKeys keys,
            TokenConfig config,
            Clock clock,
            VerificationBudget budget,
            Revocations revocations) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        this.budget = budget;
        this.revocations = revocations;
        this.signatures = new TokenSignatures(keys);
        this.known = Caffeine.newBuilder().maximumSize(config.verifiedMax()).build();
    }

    /// Whether the token is good now, if that is known without computing its signature. Empty says
    /// nothing about the token.
    public Optional<Verified> remembered(String token) {
        if (token.length() > Claims.TOKEN_CHARS_MAX) {
            return Optional.empty();
        }
        TokenHash hash = TokenHash.of(token);
        return Optional.ofNullable(known.getIfPresent(hash))
                .filter(found -> isCurrent(hash, found));
    }

    /// Whether the token is good now. An expired one is refused without computing its signature.
    ///
    /// @param address of whoever shows it
    public TokenCheck verify(String token, InetAddress address) {
        return check(token, address, false);
    }

    /// Like [#verify], but a genuine token past its end is [Expired] instead of refused.
    public TokenCheck recognise(String token, InetAddress address) {
        return check(token, address, true);
    }

    /// Drops what is remembered of some tokens, as when they were revoked.
    public void forget(Predicate<Verified> which) {
        known.asMap().values().removeIf(which);
    }

    private TokenCheck check(String token, InetAddress address, boolean expiredToo) {
        Optional<Verified> remembered = remembered(token);
        return remembered.isPresent() ? remembered.get() : examine(token, address, expiredToo);
    }

    private TokenCheck examine(String token, InetAddress address, boolean expiredToo) {
        if (token.length() > Claims.TOKEN_CHARS_MAX) {
            return new Refused(Reason.TOO_LONG);
        }
        Optional<UnverifiedToken> claimed = UnverifiedToken.read(token);
        if (claimed.isEmpty()) {
            return new Refused(Reason.MALFORMED);
        }
        Optional<Reason> refusal = claimed.get().refusal(keys, clock, config.clockSkew());
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        boolean expired = !clock.instant().isBefore(claimed.get().expiresAt());
        if (expired && !expiredToo) {
            return new Refused(Reason.EXPIRED);
        }
        Duration wait = budget.take(address);
        if (wait.isPositive()) {
            return new Busy(wait);
        }
        TokenCheck genuine = signatures.check(token);
        if (genuine instanceof Verified verified) {
            return judge(token, verified, expired);
        }
        budget.failed(address);
        return genuine;
    }

    private TokenCheck judge(String token, Verified verified, boolean expired) {
        if (expired) {
            return revocations.revoked(verified.principal(), verified.tokenId())
                    ? new Refused(Reason.REVOKED)
                    : new Expired(verified.principal(), verified.tokenId(), verified.expiresAt());
        }
        // Remembered before asked for: a revocation in between is either seen here, or finds the
        // token remembered when it calls forget.
        TokenHash hash = TokenHash.of(token);
        known.put(hash, verified);
        if (revocations.revoked(verified.principal(), verified.tokenId())) {
            known.invalidate(hash);
            return new Refused(Reason.REVOKED);
        }
        return verified;
    }

    private boolean isCurrent(TokenHash hash, Verified found) {
        if (clock.instant().isBefore(found.expiresAt())) {
            return true;
        }
        known.invalidate(hash);
        return false;
    }
}
