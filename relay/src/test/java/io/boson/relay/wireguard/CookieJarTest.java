package io.boson.relay.wireguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.api.Test;

class CookieJarTest {

    private static final long LOW = 0xffff_c000_0201L;
    private static final int PORT = 4711;

    private final Random random = new Random(1);
    private final byte[] key = new byte[32];
    private final CookieJar jar = new CookieJar(random, 0);

    @Test
    void whoBringsItsCookieBackIsWhereItSaysItIs() throws InvalidCipherTextException {
        byte[] returning = returning(seconds(0));

        assertThat(jar.isProof(returning, 0, LOW, PORT, seconds(5))).isTrue();
        assertThat(jar.isProof(returning, 0, LOW, PORT + 1, seconds(5))).isFalse();
        assertThat(jar.isProof(returning, 0, LOW + 1, PORT, seconds(5))).isFalse();
        assertThat(jar.isProof(returning, 1, LOW, PORT, seconds(5))).isFalse();
    }

    @Test
    void aCookieOutlivesOneChangeOfTheSecretAndNoMore() throws InvalidCipherTextException {
        byte[] returning = returning(seconds(119));

        assertThat(jar.isProof(returning, 0, LOW, PORT, seconds(121))).isTrue();
        assertThat(jar.isProof(returning, 0, LOW, PORT, seconds(239))).isTrue();
        assertThat(jar.isProof(returning, 0, LOW, PORT, seconds(242))).isFalse();
    }

    @Test
    void aLongRestForgetsBothSecrets() throws InvalidCipherTextException {
        byte[] returning = returning(seconds(0));

        assertThat(jar.isProof(returning, 0, LOW, PORT, seconds(241))).isFalse();
    }

    @Test
    void aReplyIsForItsInitiationAndInTheAddresseesName() {
        byte[] initiation = Forged.initiation(key, 77, random);
        byte[] reply = reply(initiation, 0);
        byte[] other = Forged.initiation(key, 77, random);

        assertThat(ByteBuffer.wrap(reply).getInt()).isEqualTo(0x0300_0000);
        assertThat(Message.receiver(ByteBuffer.wrap(reply), 0)).isEqualTo(77);
        assertThatThrownBy(() -> Forged.cookie(reply, key, other))
                .isInstanceOf(InvalidCipherTextException.class);
    }

    private byte[] returning(long now) throws InvalidCipherTextException {
        byte[] initiation = Forged.initiation(key, 1, random);
        byte[] cookie = Forged.cookie(reply(initiation, now), key, initiation);
        return Forged.withMac2(Forged.initiation(key, 2, random), cookie);
    }

    private byte[] reply(byte[] initiation, long now) {
        ByteBuffer out = ByteBuffer.allocate(Message.COOKIE_REPLY_BYTES);
        jar.reply(initiation, new PeerMacs(key), 0, LOW, PORT, out, now);
        return out.array();
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
