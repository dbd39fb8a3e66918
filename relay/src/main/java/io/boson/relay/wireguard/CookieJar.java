package io.boson.relay.wireguard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Proof that an address can receive, by WireGuard's cookies (whitepaper, section 5.4.7): a cookie
/// is a MAC of the address under a secret that changes every two minutes; who has received one puts
/// a MAC under it, mac2, into its next initiation. An unmodified peer takes cookies from a relay as
/// it does from its partner: a cookie reply needs no more than the partner's public key.
///
/// ```
/// cookie        16   Mac(secret, IP address 16 || port 2)
/// cookie reply  64   type 3, receiver 4, nonce 24, XChaCha20-Poly1305 of the cookie 32
///                    key: the addressee's cookie key; associated data: the initiation's mac1
/// mac2          16   Mac(cookie, message up to mac2)
/// ```
///
/// For one thread. Times come from one monotonic clock, in nanoseconds.
public final class CookieJar {

    private static final long SECRET_AGE_MAX = Duration.ofMinutes(2).toNanos();
    private static final int SECRET_BYTES = 32;
    private static final int COOKIE_BYTES = 16;
    private static final int COOKIE_REPLY_TYPE = 3;
    private static final int ADDRESS_BYTES = Long.BYTES + Long.BYTES + Short.BYTES;

    private final RandomGenerator random;
    private final byte[] address = new byte[ADDRESS_BYTES];
    private final byte[] cookie = new byte[COOKIE_BYTES];
    private Mac present;
    private Mac previous;
    private long changedAt;

    /// @param random unpredictable: secrets and nonces are drawn from it
    public CookieJar(RandomGenerator random, long now) {
        this.random = random;
        this.present = new Mac(bytes(SECRET_BYTES));
        this.previous = new Mac(bytes(SECRET_BYTES));
        this.changedAt = now;
    }

    /// Whether the initiation has a mac2: without a cookie it is zero.
    public static boolean hasMac2(byte[] initiation) {
        int or = 0;
        for (int i = Message.INITIATION_MAC2_AT; i < Message.INITIATION_BYTES; i++) {
            or |= initiation[i];
        }
        return or != 0;
    }

    /// Whether the initiation's mac2 was made with a cookie that went to this address lately.
    ///
    /// @param high first half of the IPv6 address (or of the IPv4-mapped one), `low` the other
    public boolean isProof(byte[] initiation, long high, long low, int port, long now) {
        refresh(now);
        bake(present, high, low, port);
        if (new Mac(cookie).follows(initiation, Message.INITIATION_MAC2_AT)) {
            return true;
        }
        bake(previous, high, low, port);
        return new Mac(cookie).follows(initiation, Message.INITIATION_MAC2_AT);
    }

    /// Writes the reply to this initiation, of [Message#COOKIE_REPLY_BYTES], to the beginning of
    /// `out`.
    ///
    /// @param addressee to whom the initiation is, in whose name the reply is given
    public void reply(
            byte[] initiation,
            PeerMacs addressee,
            long high,
            long low,
            int port,
            ByteBuffer out,
            long now) {
        refresh(now);
        bake(present, high, low, port);
        byte[] nonce = bytes(XChaCha20Poly1305.NONCE_BYTES);
        byte[] mac1 =
                Arrays.copyOfRange(
                        initiation, Message.INITIATION_MAC1_AT, Message.INITIATION_MAC2_AT);
        byte[] sealed = XChaCha20Poly1305.seal(addressee.cookieKey(), nonce, cookie, mac1);
        out.clear().order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(COOKIE_REPLY_TYPE).put(initiation, Integer.BYTES, Integer.BYTES);
        out.put(nonce).put(sealed).flip();
    }

    private void bake(Mac secret, long high, long low, int port) {
        ByteBuffer.wrap(address).putLong(high).putLong(low).putShort((short) port);
        secret.compute(address, ADDRESS_BYTES, cookie, 0);
    }

    private void refresh(long now) {
        if (now - changedAt < SECRET_AGE_MAX) {
            return;
        }
        // After a long rest the present one is too old to be the previous one.
        previous = now - changedAt < 2 * SECRET_AGE_MAX ? present : new Mac(bytes(SECRET_BYTES));
        present = new Mac(bytes(SECRET_BYTES));
        changedAt = now;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
