package io.boson.server.curve;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import javax.crypto.KeyAgreement;

/// WireGuard's keys are those of X25519 (RFC 7748).
public final class WireGuardKeys {

    public static final int BYTES = 32;

    /// The curve's base point (RFC 7748 section 4.1).
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private static final String CURVE = "X25519";

    private WireGuardKeys() {}

    /// The public key that belongs to a private one, in WireGuard's base64: X25519(private, 9), as
    /// RFC 7748 section 6.1 has it. The JDK makes key pairs only of chance of its own; this one
    /// must follow from the seed.
    ///
    /// @param secret 32 bytes of chance
    public static String publicKey(byte[] secret) {
        try {
            KeyFactory keys = KeyFactory.getInstance(CURVE);
            PublicKey base =
                    keys.generatePublic(
                            new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
            KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
            agreement.init(
                    keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(base, true);
            return Base64.getEncoder().encodeToString(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CURVE, e);
        }
    }
}
