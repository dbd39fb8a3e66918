package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SocketBufferTest {

    private static final Path CAP = Path.of("/proc/sys/net/core/rmem_max");

    @Test
    void whatIsGrantedIsReadBack() throws Exception {
        assertThat(granted(64 << 10))
                .returns(false, SocketBuffer::isCapped)
                .returns(64 << 10, SocketBuffer::grantedBytes);
    }

    @Test
    void aCapIsNoticedAndSaysWhatToDo() throws Exception {
        assumeTrue(Files.isReadable(CAP), "skipped: no " + CAP);
        int cap = Integer.parseInt(Files.readString(CAP).trim());
        SocketBuffer buffer = granted(2 * cap);

        assertThat(buffer.isCapped()).isTrue();
        assertThat(buffer.warning()).contains("net.core.rmem_max=" + 2 * cap);
    }

    private static SocketBuffer granted(int bytes) throws Exception {
        try (DatagramChannel channel = DatagramChannel.open()) {
            return SocketBuffer.set(
                    channel, StandardSocketOptions.SO_RCVBUF, "net.core.rmem_max", bytes);
        }
    }
}
