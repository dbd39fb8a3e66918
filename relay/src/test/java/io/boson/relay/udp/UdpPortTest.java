package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.stun.StunCounters;
import io.boson.relay.stun.StunLimits;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole port, by a plain socket: STUN comes back from it, anything else from the handler.
class UdpPortTest {

    private static final String REQUEST = "000100002112a442b7e7a701bc34d686fa87dfae";
    private static final int PATIENCE_MILLIS = 10_000;

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private UdpPort port;
    private DatagramSocket client;

    @BeforeEach
    void open() throws Exception {
        InetAddress home = InetAddress.ofLiteral("127.0.0.1");
        port =
                UdpPort.open(
                                UdpConfig.defaults(new InetSocketAddress(home, 0)),
                                StunLimits.DEFAULT,
                                1,
                                this::handle,
                                broken -> handled.add("broken " + broken))
                        .start();
        client = new DatagramSocket(0, home);
        client.setSoTimeout(PATIENCE_MILLIS);
        client.connect(port.localAddress());
    }

    @AfterEach
    void close() {
        client.close();
        port.close();
        assertThat(port.handlerFailures()).isZero();
    }

    private void handle(DatagramBatch batch, long now) {
        for (int row = 0; row < batch.arrivals().size(); row++) {
            byte[] bytes = new byte[batch.arrivals().length(row)];
            batch.bytes().get(batch.arrivals().offset(row), bytes);
            handled.add(HexFormat.of().formatHex(bytes));
        }
        DatagramLoopTest.echo(batch, now);
    }

    @Test
    void stunIsAnsweredAndTheHandlerDoesNotSeeIt() throws Exception {
        say(REQUEST);
        String expected =
                "0101000c2112a442b7e7a701bc34d686fa87dfae002000080001"
                        + "%04x%08x"
                                .formatted(
                                        client.getLocalPort() ^ 0x2112, 0x7f00_0001 ^ 0x2112_a442);

        assertThat(hear()).isEqualTo(expected);
        assertThat(port.stunCounters()).isEqualTo(new StunCounters(1, 0, 0, 0));
        assertThat(handled).isEmpty();
    }

    @Test
    void theRestGoesToTheHandlerInItsOrder() throws Exception {
        say("04000000" + "2112a442" + "00".repeat(24));
        assertThat(hear()).startsWith("04000000");
        say(REQUEST);
        assertThat(hear()).startsWith("0101");
        say("01");
        assertThat(hear()).isEqualTo("01");

        assertThat(handled).containsExactly("040000002112a442" + "00".repeat(24), "01");
    }

    private void say(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        client.send(new DatagramPacket(bytes, bytes.length));
    }

    private String hear() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        client.receive(packet);
        return HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
    }
}
