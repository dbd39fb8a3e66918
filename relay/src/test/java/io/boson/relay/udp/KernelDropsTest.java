package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lines as a little-endian machine writes them.
class KernelDropsTest {

    private static final String UDP =
            """
               sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
              64: 0100007F:C822 00000000:0000 07 00000000:00000000 00:00000000 00000000 \
                0        0 12345 2 0000000000000000 17
              65: 0100007F:C823 00000000:0000 07 00000000:00000000 00:00000000 00000000 \
                0        0 12346 2 0000000000000000 4
              66: 00000000:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000 \
                0        0 12347 2 0000000000000000 5
            """;

    private static final String UDP6 =
            """
               sl  local_address                         remote_address
              64: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 07 \
              00000000:00000000 00:00000000 00000000     0        0 12345 2 0000000000000000 6
              65: 0000000000000000FFFF00000100007F:C822 00000000000000000000000000000000:0000 07 \
              00000000:00000000 00:00000000 00000000     0        0 12345 2 0000000000000000 3
              66: B80D0120000000000000000001000000:C822 00000000000000000000000000000000:0000 07 \
              00000000:00000000 00:00000000 00000000     0        0 12345 2 0000000000000000 2
            """;

    @BeforeEach
    void littleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "skipped: big-endian");
    }

    @Test
    void aSocketIsFoundByItsAddress() {
        assertThat(sum(UDP, "127.0.0.1", 0xc822)).hasValue(17);
        assertThat(sum(UDP6, "127.0.0.1", 0xc822)).hasValue(3);
        assertThat(sum(UDP6, "2001:db8::1", 0xc822)).hasValue(2);
        assertThat(sum(UDP6, "2001:db8::2", 0xc822)).isEmpty();
    }

    @Test
    void oneBoundToAllAddressesToo() {
        assertThat(sum(UDP6, "::", 0x1f90)).hasValue(6);
        assertThat(sum(UDP, "0.0.0.0", 0x1f90)).hasValue(5);
        assertThat(sum(UDP6, "0.0.0.0", 0x1f90)).hasValue(6);
        assertThat(sum(UDP, "0.0.0.0", 0xc822)).isEmpty();
    }

    private static OptionalLong sum(String lines, String ip, int port) {
        return KernelDrops.sum(
                lines.lines(),
                UdpAddress.of(new InetSocketAddress(InetAddress.ofLiteral(ip), port)));
    }
}
