package io.boson.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.boson.server.config.ConfigException;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.TokenCheck.Verified;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    @TempDir private Path directory;

    @Test
    void areMadeOnceForTheirOwnerOnly() throws IOException {
        Path file = directory.resolve("data").resolve("token-keys.json");

        SigningKeys made = SigningKeys.open(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKeys.open(file).signingId()).isEqualTo(made.signingId());
        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void areTheSameForAllWhoStartAtOnce() throws Exception {
        Path file = directory.resolve("token-keys.json");
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(() -> SigningKeys.open(file).signingId());
        }
        Set<String> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<String> id : threads.invokeAll(starts)) {
                ids.add(id.get());
            }
        }

        assertThat(ids).hasSize(1);
    }

    @Test
    void tokensOutliveARestart() {
        Path file = directory.resolve("token-keys.json");
        String token = issuer(SigningKeys.open(file)).operator("ada").text();

        assertThat(verifier(SigningKeys.open(file)).verify(token, ADDRESS))
                .isInstanceOf(Verified.class);
    }

    @Test
    void theFirstPrivateKeySignsAndAllVerify() throws IOException {
        KeyPair first = Jwts.SIG.ES256.keyPair().build();
        KeyPair second = Jwts.SIG.ES256.keyPair().build();
        String oldOnly = keySet(Jwks.UNSAFE_JSON(Jwks.builder().ecKeyPair(first).build()));
        String newAndOldPublic =
                keySet(
                        Jwks.UNSAFE_JSON(Jwks.builder().ecKeyPair(first).build().toPublicJwk()),
                        Jwks.UNSAFE_JSON(Jwks.builder().ecKeyPair(second).build()));
        SigningKeys before = SigningKeys.open(privately("old.json", oldOnly));
        SigningKeys after = SigningKeys.open(privately("new.json", newAndOldPublic));

        assertThat(after.signingId()).isNotEqualTo(before.signingId());
        assertThat(verifier(after).verify(issuer(before).operator("a").text(), ADDRESS))
                .isInstanceOf(Verified.class);
        assertThat(verifier(after).verify(issuer(after).operator("b").text(), ADDRESS))
                .isInstanceOf(Verified.class);
        assertThat(verifier(before).verify(issuer(after).operator("b").text(), ADDRESS))
                .isEqualTo(new TokenCheck.Refused(TokenCheck.Reason.UNKNOWN_KEY));
    }

    @Test
    void filesOthersCanReadAreRefused() throws IOException {
        Path file = directory.resolve("token-keys.json");
        SigningKeys.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SigningKeys.open(file))
                .withMessage(
                        "tokens.keyFile: %s may be read or written by other users,"
                                + " run: chmod 600 %s",
                        file, file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret-nonsense",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"EC\"}]}"
            })
    void whatIsNoKeySetIsRefusedAndNotQuoted(String content) throws IOException {
        Path file = privately("keys.json", content);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SigningKeys.open(file))
                .withMessageStartingWith("tokens.keyFile: " + file)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("nonsense"))
                .withNoCause();
    }

    @Test
    void keysForOtherAlgorithmsAreRefused() throws IOException {
        KeyPair ed25519 = Jwts.SIG.EdDSA.keyPair().build();
        KeyPair p384 = Jwts.SIG.ES384.keyPair().build();
        Path edwards =
                privately(
                        "ed.json",
                        keySet(Jwks.UNSAFE_JSON(Jwks.builder().octetKeyPair(ed25519).build())));
        Path larger =
                privately(
                        "p384.json",
                        keySet(Jwks.UNSAFE_JSON(Jwks.builder().ecKeyPair(p384).build())));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SigningKeys.open(edwards))
                .withMessageEndingWith("has a key that is not for ES256");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SigningKeys.open(larger))
                .withMessageEndingWith("has a key that is not on P-256");
    }

    @Test
    void onlyPublicKeysCannotSign() throws IOException {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        String json = Jwks.UNSAFE_JSON(Jwks.builder().ecKeyPair(pair).build().toPublicJwk());
        Path file = privately("keys.json", keySet(json));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SigningKeys.open(file))
                .withMessageEndingWith("holds no private key");
    }

    @Test
    void placesWhereNothingCanBeWrittenAreNamed() throws IOException {
        Path noDirectory = Files.writeString(directory.resolve("file"), "");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SigningKeys.open(noDirectory.resolve("keys.json")))
                .withMessageStartingWith("tokens.keyFile: cannot be ");
    }

    private Path privately(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String keySet(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static TokenConfig config() {
        return TokenConfig.defaults(Path.of("data"));
    }

    private static TokenIssuer issuer(SigningKeys keys) {
        return new TokenIssuer(keys, config(), Clock.systemUTC(), new Random(1));
    }

    private static TokenVerifier verifier(SigningKeys keys) {
        return new TokenVerifier(
                keys, config(), Clock.systemUTC(), new CountingBudget(), (_, _) -> false);
    }
}
