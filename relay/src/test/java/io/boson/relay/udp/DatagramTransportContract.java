package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [DatagramTransport] keeps, between transports of one network.
abstract class DatagramTransportContract {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BATCH = 8;
    private static final int LONGEST = 600;

    private final List<DatagramTransport> opened = new ArrayList<>();

    abstract DatagramTransport open(UdpConfig config) throws IOException;

    final DatagramTransport open(String ip) throws IOException {
        DatagramTransport transport = open(config(ip));
        opened.add(transport);
        return transport;
    }

    final UdpConfig config(String ip) {
        InetSocketAddress bind = new InetSocketAddress(InetAddress.ofLiteral(ip), 0);
        return new UdpConfig(bind, 1 << 20, 1 << 20, BATCH, LONGEST);
    }

    @AfterEach
    void close() {
        opened.forEach(DatagramTransport::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aDatagramArrivesWithItsBytesAndItsSource(String ip) throws Exception {
        DatagramTransport ann = open(ip);
        DatagramTransport ben = open(ip);
        assertThat(send(ann, ben, "hello")).isOne();
        DatagramBatch batch = ben.newBatch();

        assertThat(ben.receive(batch, PATIENCE)).isOne();

        assertThat(texts(batch)).containsExactly("hello");
        assertThat(batch.arrivals().peer(0)).isEqualTo(UdpAddress.of(ann.localAddress()));
        assertThat(batch.departures().size()).isZero();
    }

    @Test
    void whatIsThereComesAtOnceAndInOrder() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        send(ann, ben, "1", "2", "3");
        DatagramBatch batch = ben.newBatch();

        assertThat(ben.receive(batch, PATIENCE)).isEqualTo(3);
        assertThat(texts(batch)).containsExactly("1", "2", "3");
    }

    @Test
    void aBatchIsNoLargerThanItIs() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        for (int i = 0; i < BATCH + 3; i++) {
            send(ann, ben, "number " + i);
        }
        DatagramBatch batch = ben.newBatch();

        assertThat(ben.receive(batch, PATIENCE)).isEqualTo(BATCH);
        assertThat(texts(batch)).startsWith("number 0").endsWith("number " + (BATCH - 1));
        assertThat(ben.receive(batch, PATIENCE)).isEqualTo(3);
        assertThat(texts(batch)).startsWith("number " + BATCH).hasSize(3);
        assertThat(ben.receive(batch, Duration.ZERO)).isZero();
    }

    @Test
    void whatCameIsSentOnWithoutACopyToSeveral() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport relay = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        DatagramTransport eve = open("::1");
        send(ann, relay, "for all");
        DatagramBatch batch = relay.newBatch();
        relay.receive(batch, PATIENCE);
        for (DatagramTransport to : List.of(ben, ann)) {
            UdpAddress address = UdpAddress.of(to.localAddress());
            DatagramTable came = batch.arrivals();
            batch.departures()
                    .add(
                            came.offset(0),
                            came.length(0),
                            address.high(),
                            address.low(),
                            address.port());
        }

        assertThat(relay.send(batch)).isEqualTo(2);

        assertThat(batch.departures().size()).isZero();
        for (DatagramTransport to : List.of(ben, ann)) {
            DatagramBatch heard = to.newBatch();
            assertThat(to.receive(heard, PATIENCE)).isOne();
            assertThat(texts(heard)).containsExactly("for all");
            assertThat(heard.arrivals().peer(0)).isEqualTo(UdpAddress.of(relay.localAddress()));
        }
        assertThat(eve.receive(eve.newBatch(), Duration.ZERO)).isZero();
    }

    @Test
    void anEmptyDatagramIsOne() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        assertThat(send(ann, ben, "", "after")).isEqualTo(2);
        DatagramBatch batch = ben.newBatch();

        assertThat(ben.receive(batch, PATIENCE)).isEqualTo(2);
        assertThat(texts(batch)).containsExactly("", "after");
    }

    @Test
    void whatIsTooLongIsCountedAndLeftOut() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        send(ann, ben, "x".repeat(LONGEST), "x".repeat(LONGEST + 1), "after");
        DatagramBatch batch = ben.newBatch();

        assertThat(ben.receive(batch, PATIENCE)).isEqualTo(2);
        assertThat(texts(batch)).containsExactly("x".repeat(LONGEST), "after");
        assertThat(ben.counters().tooLong()).isOne();
    }

    @Test
    void whatIsRefusedIsCountedByReasonAndTheRestGoes() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        UdpAddress home = UdpAddress.of(ben.localAddress());
        DatagramBatch batch = DatagramBatch.toSend(3, 100_000);
        batch.depart(bytes("nowhere"), home.high(), home.low(), 0);
        batch.depart(ByteBuffer.allocate(65_508), home.high(), home.low(), home.port());
        batch.depart(bytes("home"), home.high(), home.low(), home.port());

        assertThat(ann.send(batch)).isOne();

        DatagramBatch heard = ben.newBatch();
        ben.receive(heard, PATIENCE);
        assertThat(texts(heard)).containsExactly("home");
        assertThat(ann.counters().refused())
                .containsEntry(SendRefusal.INVALID_DESTINATION, 1L)
                .containsEntry(SendRefusal.TOO_LONG, 1L)
                .hasSize(SendRefusal.values().length);
        assertThat(ann.counters().sent()).isEqualTo(new DatagramCounters.Flow(1, 4));
        assertThat(ben.counters().received()).isEqualTo(new DatagramCounters.Flow(1, 4));
    }

    @Test
    void nothingComesInTime() throws Exception {
        DatagramTransport ann = open("127.0.0.1");

        assertThat(ann.receive(ann.newBatch(), Duration.ofNanos(1))).isZero();
        assertThat(ann.receive(ann.newBatch(), Duration.ZERO)).isZero();
    }

    @Test
    void aWaitIsEndedByAWakeup() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        ann.wakeup();
        assertThat(ann.receive(ann.newBatch(), PATIENCE.multipliedBy(100))).isZero();
        Waiting waiting = new Waiting(ann);
        ann.wakeup();

        assertThat(waiting.came.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aWaitIsEndedByAClose() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        Waiting waiting = new Waiting(ann);
        ann.close();

        assertThat(waiting.came)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(ClosedChannelException.class);
    }

    @Test
    void whatIsClosedSaysSo() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        DatagramBatch batch = ann.newBatch();
        ann.close();
        ann.close();

        assertThatThrownBy(() -> ann.receive(batch, Duration.ZERO))
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> send(ann, ben, "late")).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void severalThreadsSendAtOnce() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> sendMany(ann, ben)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        DatagramBatch batch = ben.newBatch();
        int came = 0;
        while (came < 100) {
            assertThat(ben.receive(batch, PATIENCE)).isPositive();
            assertThat(texts(batch)).containsOnly("many");
            came += batch.arrivals().size();
        }
        assertThat(ann.counters().sent().packets()).isEqualTo(100);
    }

    private static void sendMany(DatagramTransport from, DatagramTransport to) {
        try {
            for (int i = 0; i < 25; i++) {
                send(from, to, "many");
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    static int send(DatagramTransport from, DatagramTransport to, String... texts)
            throws IOException {
        UdpAddress address = UdpAddress.of(to.localAddress());
        DatagramBatch batch = DatagramBatch.toSend(texts.length, 16 << 10);
        for (String text : texts) {
            assertThat(batch.depart(bytes(text), address.high(), address.low(), address.port()))
                    .isTrue();
        }
        return from.send(batch);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static List<String> texts(DatagramBatch batch) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < batch.arrivals().size(); row++) {
            byte[] bytes = new byte[batch.arrivals().length(row)];
            batch.bytes().get(batch.arrivals().offset(row), bytes);
            texts.add(new String(bytes, StandardCharsets.US_ASCII));
        }
        return texts;
    }

    /// A thread in `receive`.
    private static final class Waiting {

        final CompletableFuture<Integer> came = new CompletableFuture<>();

        Waiting(DatagramTransport transport) {
            DatagramBatch batch = transport.newBatch();
            Thread thread = Thread.ofPlatform().daemon().unstarted(() -> receive(transport, batch));
            thread.start();
            await().until(() -> isInside(thread));
        }

        private void receive(DatagramTransport transport, DatagramBatch batch) {
            try {
                came.complete(transport.receive(batch, PATIENCE.multipliedBy(100)));
            } catch (IOException closed) {
                came.completeExceptionally(closed);
            }
        }

        private static boolean isInside(Thread thread) {
            for (StackTraceElement element : thread.getStackTrace()) {
                if (element.getMethodName().equals("receive")) {
                    return true;
                }
            }
            return false;
        }
    }
}
