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

    @Test
    void itsTextCannotForgeALogLine() {
        var request =
                new AttachRequest(
                        "x\n\u001b[31m" + "y".repeat(100),
                        Optional.empty(),
                        InetSocketAddress.createUnresolved("peer", 7));

        assertThat(request.toString())
                .startsWith("AttachRequest[id=x??[31myyy")
                .contains("yy.., token absent")
                .hasSizeLessThan(200);
    }
}
