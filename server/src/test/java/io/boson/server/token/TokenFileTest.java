package io.boson.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.boson.server.config.ConfigException;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.TokenCheck.Verified;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    @TempDir private Path data;

    private final SettableClock clock = new SettableClock();
    private final SigningKeys keys = SigningKeys.generate();

    @Test
    void anOperatorFindsItsTokenInAFileOfItsOwn() throws IOException {
        TokenFile made = operator(keys);

        assertThat(made.path()).isEqualTo(data.resolve("operator.token"));
        assertThat(Files.readString(made.path())).isEqualTo(made.token().text() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path())))
                .isEqualTo("rw-------");
        assertThat(principal(made)).isEqualTo(new Principal.Operator("local"));
        assertThat(made.toString()).doesNotContain(made.token().text());
    }

    @Test
    void theFirstEnrolmentKeyLikewise() {
        TokenFile made = TokenFile.enrolment(data, keys, issuer(keys), clock);

        assertThat(made.path()).isEqualTo(data.resolve("enrolment.key"));
        assertThat(principal(made)).isEqualTo(new Principal.EnrolmentKeyHolder("local"));
    }

    @Test
    void aGoodOneIsKept() {
        TokenFile first = operator(keys);
        clock.advance(Duration.ofDays(300));

        assertThat(operator(keys)).isEqualTo(first);
    }

    @Test
    void oneNearItsEndIsRenewed() {
        TokenFile first = operator(keys);
        clock.advance(Duration.ofDays(330));

        TokenFile second = operator(keys);

        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(second.token().expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofDays(365)));
        assertThat(operator(keys)).isEqualTo(second);
    }

    @Test
    void oneOfOtherKeysIsRenewed() {
        TokenFile first = operator(SigningKeys.generate());

        assertThat(operator(keys).token()).isNotEqualTo(first.token());
    }

    @Test
    void nonsenseIsRenewed() throws IOException {
        PosixFilePermissions.fromString("rw-------");
        Path file = Files.writeString(data.resolve("operator.token"), "nonsense\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(principal(operator(keys))).isEqualTo(new Principal.Operator("local"));
    }

    @Test
    void oneThatOthersCouldReadIsRefused() throws IOException {
        TokenFile first = operator(keys);
        Files.setPosixFilePermissions(first.path(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> operator(keys))
                .withMessageStartingWith("data: " + first.path() + " may be read");
    }

    private TokenFile operator(SigningKeys of) {
        return TokenFile.operator(data, of, issuer(of), clock);
    }

    private TokenIssuer issuer(SigningKeys of) {
        return new TokenIssuer(of, TokenConfig.defaults(data), clock, new Random(3));
    }

    private Principal principal(TokenFile file) {
        TokenVerifier verifier =
                new TokenVerifier(
                        keys,
                        TokenConfig.defaults(data),
                        clock,
                        new CountingBudget(),
                        (_, _) -> false);
        TokenCheck check = verifier.verify(file.token().text(), InetAddress.ofLiteral("192.0.2.1"));
        return ((Verified) check).principal();
    }
}
