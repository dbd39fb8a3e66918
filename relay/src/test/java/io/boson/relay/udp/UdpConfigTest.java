package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpConfigTest {

    private static final InetSocketAddress HOME =
            new InetSocketAddress(InetAddress.ofLiteral("::1"), 51_820);

    @Test
    void theDefaultsHoldAFullPacketOfWireGuards() {
        assertThat(UdpConfig.defaults(HOME).datagramBytesMax()).isGreaterThanOrEqualTo(1452);
    }

    @ParameterizedTest
    @CsvSource({
        "receiveBufferBytes, 65535,      65536, 1,    576",
        "receiveBufferBytes, 1073741825, 65536, 1,    576",
        "sendBufferBytes,    65536,      65535, 1,    576",
        "batchMax,           65536,      65536, 0,    576",
        "batchMax,           65536,      65536, 1025, 576",
        "datagramBytesMax,   65536,      65536, 1,    575",
        "datagramBytesMax,   65536,      65536, 1,    65508",
    })
    void whatCannotWorkIsNamed(String name, int receive, int send, int batch, int datagram) {
        assertThatThrownBy(() -> new UdpConfig(HOME, receive, send, batch, datagram))
                .hasMessageStartingWith(name + " must be from");
    }
}
