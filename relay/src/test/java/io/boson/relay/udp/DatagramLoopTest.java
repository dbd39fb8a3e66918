package io.boson.relay.udp;

import static io.boson.relay.udp.DatagramTransportContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramLoopTest {

    private static final UdpConfig HOME =
            UdpConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private static final Duration WAIT = Duration.ofMillis(1);

    private final InMemoryNetwork network = new InMemoryNetwork();
    private final InMemoryTransport peer = network.open(HOME);
    private final InMemoryTransport relay = network.open(HOME);
    private final AtomicLong clock = new AtomicLong(42);
    private final List<IOException> broken = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void whatTheHandlerAddsIsSent() throws Exception {
        try (DatagramLoop loop = loop(DatagramLoopTest::echo).start()) {
            say("hello");

            assertThat(hear()).containsExactly("hello");
            assertThat(loop.handlerFailures()).isZero();
        }
    }

    @Test
    void theHandlerIsCalledAlsoWhenNothingComesAndTold() {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (DatagramLoop loop = loop((_, now) -> times.add(now)).start()) {
            await().until(() -> times.contains(42L));
            clock.set(43);
            await().until(() -> times.contains(43L));
            assertThat(loop.handlerFailures()).isZero();
        }
    }

    @Test
    void aBugCostsItsBatchOnly() throws Exception {
        DatagramHandler handler =
                (batch, now) -> {
                    echo(batch, now);
                    if (batch.arrivals().size() > 0 && batch.arrivals().length(0) == 3) {
                        throw new IllegalStateException("a bug, on purpose");
                    }
                };
        try (DatagramLoop loop = loop(handler).start()) {
            say("bug");
            await().until(() -> loop.handlerFailures() == 1);
            hear();
            say("fine");

            assertThat(hear()).containsExactly("fine");
            assertThat(broken).isEmpty();
        }
    }

    @Test
    void afterCloseTheHandlerIsNotCalledAndTheTransportIsClosed() {
        AtomicInteger calls = new AtomicInteger();
        DatagramLoop loop = loop((_, _) -> calls.incrementAndGet()).start();
        await().until(() -> calls.get() > 0);
        loop.close();
        int before = calls.get();
        loop.close();

        assertThat(calls.get()).isEqualTo(before);
        assertThat(broken).isEmpty();
        assertThatThrownBy(() -> relay.receive(relay.newBatch(), Duration.ZERO))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void oneThatNeverStartedCloses() {
        loop(DatagramLoopTest::echo).close();

        assertThatThrownBy(() -> relay.receive(relay.newBatch(), Duration.ZERO))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aTransportThatClosesByItselfIsReportedOnce() {
        AtomicInteger calls = new AtomicInteger();
        try (DatagramLoop loop = loop((_, _) -> calls.incrementAndGet()).start()) {
            await().until(() -> calls.get() > 0);
            relay.close();

            await().until(() -> broken.size() == 1);
            assertThat(broken.getFirst()).isInstanceOf(ClosedChannelException.class);
            assertThat(loop.handlerFailures()).isZero();
        }
        assertThat(broken).hasSize(1);
    }

    @Test
    void aWaitThatCannotBeIsNamed() {
        assertThatThrownBy(
                        () ->
                                new DatagramLoop(
                                        relay,
                                        DatagramLoopTest::echo,
                                        Duration.ZERO,
                                        clock::get,
                                        broken::add))
                .hasMessageStartingWith("waitMax");
    }

    private DatagramLoop loop(DatagramHandler handler) {
        return new DatagramLoop(relay, handler, WAIT, clock::get, broken::add);
    }

    static void echo(DatagramBatch batch, long now) {
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

    private void say(String text) throws IOException {
        UdpAddress to = UdpAddress.of(relay.localAddress());
        DatagramBatch batch = DatagramBatch.toSend(1, 100);
        batch.depart(bytes(text), to.high(), to.low(), to.port());
        peer.send(batch);
    }

    private List<String> hear() throws IOException {
        DatagramBatch batch = peer.newBatch();
        assertThat(peer.receive(batch, DatagramTransportContract.PATIENCE)).isOne();
        return DatagramTransportContract.texts(batch);
    }
}
