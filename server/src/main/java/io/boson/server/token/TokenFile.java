package io.boson.server.token;

import io.boson.server.token.TokenCheck.Verified;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// The credentials that a server makes for the person who starts it, each in a file of mode 0600 in
/// the data directory: `operator.token`, `enrolment.key`,
/// `client.key`.
///
/// @param path where it lies
/// @param token what it holds now
public record TokenFile(Path path, IssuedToken token) {

    private static final String OPERATOR_FILE = "operator.token";
    private static final String ENROLMENT_FILE = "enrolment.key";
    private static final String CLIENT_FILE = "client.key";
    private static final String NAME = "local";

    /// The id of the first client key: enrolment keys and client keys share one list of ids.
    public static final String CLIENT_KEY_ID = "local-clients";

    /// Where [#operator] keeps its token: a client on this machine reads it there.
    public static Path operatorFile(Path data) {
        return data.resolve(OPERATOR_FILE);
    }

    /// Where [#enrolment] keeps its key.
    public static Path enrolmentFile(Path data) {
        return data.resolve(ENROLMENT_FILE);
    }

    /// Where [#client] keeps its key.
    public static Path clientFile(Path data) {
        return data.resolve(CLIENT_FILE);
    }

    /// The first client key, made or renewed like the operator's token.
    public static TokenFile client(Path data, SigningKeys keys, TokenIssuer issuer, Clock clock) {
        return ensure(clientFile(data), keys, clock, () -> issuer.client(CLIENT_KEY_ID));
    }

    /// The operator's token, made or renewed where there is none, it is not ours, or ends soon.
    public static TokenFile operator(Path data, SigningKeys keys, TokenIssuer issuer, Clock clock) {
        return ensure(operatorFile(data), keys, clock, () -> issuer.operator(NAME));
    }

    /// The first enrolment key, made or renewed likewise.
    public static TokenFile enrolment(
            Path data, SigningKeys keys, TokenIssuer issuer, Clock clock) {
        return ensure(enrolmentFile(data), keys, clock, () -> issuer.enrolment(NAME));
    }

    private static TokenFile ensure(
            Path path, SigningKeys keys, Clock clock, Supplier<IssuedToken> issue) {
        PrivateFile file = new PrivateFile("data", path);
        IssuedToken fresh = issue.get();
        Optional<IssuedToken> kept =
                file.read()
                        .flatMap(text -> genuine(text.strip(), keys))
                        .filter(token -> endsLate(token, fresh, clock));
        if (kept.isEmpty()) {
            file.replace(fresh.text() + "\n");
        }
        return new TokenFile(path, kept.orElse(fresh));
    }

    private static Optional<IssuedToken> genuine(String text, SigningKeys keys) {
        return text.length() <= Claims.TOKEN_CHARS_MAX
                        && new TokenSignatures(keys).check(text) instanceof Verified verified
                ? Optional.of(new IssuedToken(text, verified.expiresAt()))
                : Optional.empty();
    }

    /// Whether more than a tenth of a fresh token's life is left.
    private static boolean endsLate(IssuedToken kept, IssuedToken fresh, Clock clock) {
        Duration life = Duration.between(clock.instant(), fresh.expiresAt());
        Duration left = Duration.between(clock.instant(), kept.expiresAt());
        return left.compareTo(life.dividedBy(10)) > 0;
    }
}
