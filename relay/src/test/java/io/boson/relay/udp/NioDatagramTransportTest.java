package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NioDatagramTransportTest extends DatagramTransportContract {

    private static final int ROUNDS = 20_000;

    @Override
    DatagramTransport open(UdpConfig config) throws IOException {
        return NioDatagramTransport.open(config);
    }

    @Test
    void oneSocketSpeaksBothProtocols() throws Exception {
        try (DatagramTransport relay = open(config("::"))) {
            int port = relay.localAddress().getPort();
            for (String ip : List.of("127.0.0.1", "::1")) {
                DatagramTransport ann = open(ip);
                UdpAddress to =
                        UdpAddress.of(new InetSocketAddress(InetAddress.ofLiteral(ip), port));
                DatagramBatch out = DatagramBatch.toSend(1, 100);
                out.depart(bytes("from " + ip), to.high(), to.low(), to.port());
                ann.send(out);
                DatagramBatch batch = relay.newBatch();
                assertThat(relay.receive(batch, PATIENCE)).isOne();
                assertThat(texts(batch)).containsExactly("from " + ip);
                assertThat(batch.arrivals().peer(0)).isEqualTo(UdpAddress.of(ann.localAddress()));

                answer(batch);
                relay.send(batch);

                DatagramBatch answer = ann.newBatch();
                assertThat(ann.receive(answer, PATIENCE)).isOne();
                assertThat(texts(answer)).containsExactly("from " + ip);
                assertThat(answer.arrivals().peer(0)).isEqualTo(to);
            }
        }
    }

    private static void answer(DatagramBatch batch) {
        DatagramTable came = batch.arrivals();
        for (int row = 0; row < came.size(); row++) {
            batch.departures()
                    .add(
                            came.offset(row),
                            came.length(row),
                            came.high(row),
                            came.low(row),
                            came.port(row));
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws Exception {
        DatagramTransport ann = open("127.0.0.1");

        assertThatThrownBy(() -> open(UdpConfig.defaults(ann.localAddress())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + ann.localAddress().getPort());
    }

    @Test
    void aClosedPortIsFreeAtOnce() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        InetSocketAddress local = ann.localAddress();
        ann.close();

        open(UdpConfig.defaults(local)).close();
    }

    @Test
    void whatTheKernelDropsIsCounted() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp6")), "skipped: no /proc/net/udp6");
        DatagramTransport ann = open("127.0.0.1");
        UdpConfig small = new UdpConfig(config("127.0.0.1").bind(), 64 << 10, 64 << 10, 8, 2048);
        try (DatagramTransport deaf = open(small)) {
            assertThat(deaf.counters().kernelDrops()).hasValue(0);
            int sent = 0;
            for (int i = 0; i < 1000; i++) {
                sent += send(ann, deaf, "x".repeat(1000));
            }
            DatagramBatch batch = deaf.newBatch();
            int came;
            do {
                came = deaf.receive(batch, Duration.ZERO);
            } while (came > 0);

            DatagramCounters counters = deaf.counters();
            assertThat(counters.kernelDrops().orElseThrow()).isPositive();
            assertThat(counters.received().packets() + counters.kernelDrops().getAsLong())
                    .isEqualTo(sent);
        }
    }

    @Test
    void noObjectsForOneSourceAndFewDestinations() throws Exception {
        assertThat(bytesPerDatagram(1)).isLessThan(1);
    }

    /// The JDK makes a socket address when the source changes: no more than that.
    @Test
    void oneAddressForEachChangeOfSource() throws Exception {
        assertThat(bytesPerDatagram(2)).isBetween(32.0, 400.0);
    }

    /// To be received, looked at and sent back, in batches of one from sources in turn.
    private double bytesPerDatagram(int sources) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        DatagramTransport relay = open("127.0.0.1");
        UdpAddress home = UdpAddress.of(relay.localAddress());
        DatagramTransport[] peers = new DatagramTransport[sources];
        for (int i = 0; i < sources; i++) {
            peers[i] = open("127.0.0.1");
        }
        DatagramBatch batch = relay.newBatch();
        DatagramBatch out = DatagramBatch.toSend(1, 100);
        DatagramBatch back = peers[0].newBatch();
        long spent = 0;
        for (int i = 0; i < 2 * ROUNDS; i++) {
            DatagramTransport peer = peers[i % sources];
            int at = out.reserve(100);
            out.departures().add(at, 100, home.high(), home.low(), home.port());
            peer.send(out);
            long before = threads.getCurrentThreadAllocatedBytes();
            int came = relay.receive(batch, PATIENCE);
            answer(batch);
            relay.send(batch);
            spent += i < ROUNDS ? 0 : threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(came).isOne();
            peer.receive(back, PATIENCE);
        }
        return (double) spent / ROUNDS;
    }
}
