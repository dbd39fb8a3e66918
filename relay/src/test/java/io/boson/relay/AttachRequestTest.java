package io.boson.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttachRequestTest {

    @Test
    void itsTextHoldsNoToken() {
        var request =
                new AttachRequest(
                        "an-id",
                        Optional.of("a-secret"),
                        InetSocketAddress.createUnresolved("peer", 7));

        assertThat(request.toString()).contains("an-id", "token given").doesNotContain("a-secret");
    }
}
