package io.boson.relay.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                StunBytes.RFC_5769_REQUEST,
                StunBytes.RFC_5769_IPV4,
                StunBytes.RFC_5769_IPV6
            })
    void theRfcsMessagesHaveIt(String hex) {
        ByteBuffer bytes = StunBytes.bytes(hex);
        int end = bytes.capacity() - Fingerprint.BYTES;

        assertThat(Fingerprint.of(bytes, 0, end))
                .isEqualTo(bytes.getInt(bytes.capacity() - Fingerprint.VALUE_BYTES));
    }
}
