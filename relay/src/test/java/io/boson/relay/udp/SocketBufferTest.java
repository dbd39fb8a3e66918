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

    private static final int MUCH = 1 << 30;

    @Test
    void whatIsGrantedIsReadBack() throws Exception {
        assertThat(granted(64 << 10))
                .returns(false, SocketBuffer::isCapped)
                .returns(64 << 10, SocketBuffer::grantedBytes);
    }

    @Test
    void aCapIsNoticedAndSaysWhatToDo() throws Exception {
        assumeTrue(Files.isReadable(CAP), "skipped: no " + CAP);
        assumeTrue(
                Long.parseLong(Files.readString(CAP).trim()) < MUCH,
                "skipped: this kernel grants all that can be asked for");
        SocketBuffer buffer = granted(MUCH);

        assertThat(buffer.isCapped()).isTrue();
        assertThat(buffer.warning()).contains("net.core.rmem_max=" + MUCH);
    }

    private static SocketBuffer granted(int bytes) throws Exception {
        try (DatagramChannel channel = DatagramChannel.open()) {
            return SocketBuffer.set(
                    channel, StandardSocketOptions.SO_RCVBUF, "net.core.rmem_max", bytes);
        }
    }
}
