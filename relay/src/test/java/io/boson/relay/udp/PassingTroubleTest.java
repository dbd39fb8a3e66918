package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A socket that fails so many times, and then works.
class PassingTroubleTest {

    private static final UdpConfig HOME =
            UdpConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private final AtomicInteger handled = new AtomicInteger();
    private final List<IOException> broken = new CopyOnWriteArrayList<>();

    @Test
    void troubleThatPassesEndsNothing() {
        try (Troubled transport = new Troubled(999);
                DatagramLoop loop = loop(transport).start()) {
            await().until(() -> handled.get() > 1);
            assertThat(loop.handlerFailures()).isZero();
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void troubleThatStaysIsReported() {
        try (Troubled transport = new Troubled(Integer.MAX_VALUE);
                DatagramLoop loop = loop(transport).start()) {
            await().until(() -> broken.size() == 1);
            assertThat(broken.getFirst()).hasMessage("trouble 1000");
            assertThat(loop.handlerFailures()).isZero();
        }
        assertThat(handled).hasValue(0);
        assertThat(broken).hasSize(1);
    }

    private DatagramLoop loop(DatagramTransport transport) {
        return new DatagramLoop(
                transport,
                (_, _) -> handled.incrementAndGet(),
                Duration.ofMillis(1),
                System::nanoTime,
                broken::add);
    }

    private static final class Troubled implements DatagramTransport {

        private final InMemoryTransport sound = new InMemoryNetwork().open(HOME);
        private final int times;
        private int failed;

        Troubled(int times) {
            this.times = times;
        }

        @Override
        public DatagramBatch newBatch() {
            return sound.newBatch();
        }

        @Override
        public int receive(DatagramBatch batch, Duration timeout) throws IOException {
            if (failed < times) {
                failed++;
                throw new IOException("trouble " + failed);
            }
            return sound.receive(batch, timeout);
        }

        @Override
        public int send(DatagramBatch batch) throws ClosedChannelException {
            return sound.send(batch);
        }

        @Override
        public void wakeup() {
            sound.wakeup();
        }

        @Override
        public InetSocketAddress localAddress() {
            return sound.localAddress();
        }

        @Override
        public DatagramCounters counters() {
            return sound.counters();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
