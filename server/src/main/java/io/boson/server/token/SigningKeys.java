package io.boson.server.token;

import io.boson.server.config.ConfigException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.EcPublicJwk;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs new tokens, and every key whose tokens are believed.
///
/// Kept as a JWK set (RFC 7517 5): the first private key signs, every key in the set verifies. To
/// change keys, put a new one first and leave the old one, or only its public half, until its
/// tokens have expired.
///
/// ```text
/// {"keys":[{"kty":"EC","crv":"P-256","x":..,"y":..,"d":..,"kid":thumbprint,"alg":"ES256"}, ...]}
/// ```
public final class SigningKeys {

    private static final String KEY = "tokens.keyFile";
    private static final String CURVE = "P-256";

    private final String signingId;
    private final PrivateKey signing;
    private final Map<String, PublicKey> verifying;

    private SigningKeys(String signingId, PrivateKey signing, Map<String, PublicKey> verifying) {
        this.signingId = signingId;
        this.signing = signing;
        this.verifying = Map.copyOf(verifying);
    }

    /// Keys that nobody else has.
    public static SigningKeys generate() {
        EcPrivateJwk jwk = newKey();
        return new SigningKeys(
                jwk.getId(), jwk.toKey(), Map.of(jwk.getId(), jwk.toPublicJwk().toKey()));
    }

    /// The keys in `file`, made now if nobody has yet.
    ///
    /// @throws ConfigException naming `tokens.keyFile`, where it cannot be read, made or
    ///     understood, or may be read by other users
    public static SigningKeys open(Path file) {
        PrivateFile keys = new PrivateFile(KEY, file);
        Optional<String> text = keys.read();
        return parse(file, text.isPresent() ? text.get() : keys.createOnce(json(newKey())));
    }

    String signingId() {
        return signingId;
    }

    PrivateKey signing() {
        return signing;
    }

    Optional<PublicKey> verifying(String keyId) {
        return Optional.ofNullable(verifying.get(keyId));
    }

    /// A secret for another purpose than signing, the same on every instance that has these keys.
    public SecretKey derived(String purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(signing.getEncoded());
            return new SecretKeySpec(
                    digest.digest(purpose.getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The public halves as a JWK set (RFC 7517 5), for whoever wants to check our tokens.
    public String publicJson() {
        return verifying.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(key -> Jwks.json(publicJwk(key.getKey(), key.getValue())))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static EcPublicJwk publicJwk(String id, PublicKey key) {
        return Jwks.builder()
                .key((ECPublicKey) key)
                .id(id)
                .algorithm("ES256")
                .publicKeyUse("sig")
                .build();
    }

    private static SigningKeys parse(Path file, String text) {
        Optional<EcPrivateJwk> first = Optional.empty();
        Map<String, PublicKey> verifying = new LinkedHashMap<>();
        try {
            for (Jwk<?> jwk : Jwks.setParser().build().parse(text).getKeys()) {
                // The thumbprint again, not the file's own "kid": a name cannot be edited wrong.
                verifying.put(jwk.thumbprint().toString(), publicKey(file, jwk));
                if (first.isEmpty() && jwk instanceof EcPrivateJwk own) {
                    first = Optional.of(own);
                }
            }
        } catch (JwtException | IllegalArgumentException malformed) {
            // Its message may quote the file, and the file is secret.
            throw new ConfigException(KEY, file + " is no JWK set");
        }
        EcPrivateJwk own =
                first.orElseThrow(() -> new ConfigException(KEY, file + " holds no private key"));
        return new SigningKeys(own.thumbprint().toString(), own.toKey(), verifying);
    }

    private static PublicKey publicKey(Path file, Jwk<?> jwk) {
        ECPublicKey key =
                switch (jwk) {
                    case EcPrivateJwk own -> own.toPublicJwk().toKey();
                    case EcPublicJwk other -> other.toKey();
                    default ->
                            throw new ConfigException(
                                    KEY, file + " has a key that is not for ES256");
                };
        if (!CURVE.equals(jwk.get("crv"))) {
            throw new ConfigException(KEY, file + " has a key that is not on P-256");
        }
        return key;
    }

    private static EcPrivateJwk newKey() {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        return Jwks.builder()
                .ecKeyPair(pair)
                .algorithm("ES256")
                .publicKeyUse("sig")
                .idFromThumbprint()
                .build();
    }

    private static String json(EcPrivateJwk jwk) {
        return "{\"keys\":[" + Jwks.UNSAFE_JSON(jwk) + "]}\n";
    }

    /// Names the keys, never shows them.
    @Override
    public String toString() {
        return "SigningKeys[signing=" + signingId + ", verifying=" + verifying.keySet() + "]";
    }
}
