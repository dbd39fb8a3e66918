package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.DetachReason;
import io.boson.relay.RecordingListener;
import io.boson.relay.RecordingListener.Told;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// What somebody does who wants the relay to stand still or to run out of memory: it takes little
/// notice, and others are served.
class RelayAbuseTest {

    private static final int MIB = 1 << 20;
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(30);

    /// Slow loris: a byte of the request now and then, so that the socket is never silent.
    @Test
    void whoTricklesItsRequestHasNoMoreTimeThanOthers() {
        byte[] request =
                RawPeer.request("/relay/" + ANN, "Authorization: Bearer " + "x".repeat(4000));
        try (EmbeddedRelay relay = new EmbeddedRelay(new RecordingListener())) {
            EmbeddedRelay.Peer loris = relay.open();
            Duration pause = HandshakeLimits.DEFAULT.timeout().dividedBy(100);
            for (int i = 0; i < 99; i++) {
                loris.channel.writeInbound(Unpooled.wrappedBuffer(request, i, 1));
                relay.pass(pause, loris);
                assertThat(loris.channel.isOpen()).as("after %d bytes", i + 1).isTrue();
            }

            relay.pass(pause, loris);

            assertThat(loris.channel.isOpen()).isFalse();
            assertThat(relay.station.tally().sum(0, 0).handshakeFaults())
                    .containsEntry(HandshakeFault.TIMED_OUT, 1L);
        }
    }

    @Test
    void halfOpenUpgradesFillItForAMomentOnly() throws Exception {
        int most = 50;
        HandshakeLimits hasty = new HandshakeLimits(SHORT, LONG, 10, 10_000, 64 << 10);
        byte[] half =
                "GET /relay/x HTTP/1.1\r\nHost: relay\r\n".getBytes(StandardCharsets.US_ASCII);
        try (RelayFixture relay =
                RelayFixture.start(s -> s.connectionsMax(most).handshakes(hasty))) {
            List<RawPeer> halves = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                halves.add(relay.raw().send(half));
            }
            for (RawPeer each : halves) {
                assertThat(each.awaitEnd()).isTrue();
            }

            relay.attach(ANN).expectNothingButPong();
            assertThat(relay.server.counters().handshakeFaults())
                    .containsEntry(HandshakeFault.TIMED_OUT, (long) most);
        }
    }

    @Test
    void aFrameOf60MiBIsRefusedByItsHeadAndItsBytesAreForgotten() throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            TestPeer node = relay.attach(NODE);
            TestPeer ben = relay.attach(BEN);
            RawPeer peer = relay.raw().upgrade(ANN);
            assertThat(peer.readFrame().text()).contains("\"connected\"");
            long before = memory();

            Thread sending = Thread.ofVirtual().start(() -> send60MiB(peer));

            RawPeer.Frame answer = peer.readFrame();
            assertThat(answer.closeCode()).isEqualTo(1009);
            assertThat(answer.closeReason()).isEqualTo("Frame above 65536 bytes");
            ben.binary(new byte[] {4, 1});
            assertThat(((TestPeer.Heard.Text) node.next()).text()).contains("[4,1]");
            assertThat(peer.awaitReset()).isTrue();
            sending.join();
            assertThat(memory()).isLessThan(before + 8 * MIB);
            assertThat(relay.listener.told(Told.ClientDetached.class))
                    .extracting(Told.ClientDetached::reason)
                    .containsExactly(DetachReason.FRAME_TOO_LARGE);
        }
    }

    private static void send60MiB(RawPeer peer) {
        try {
            peer.send(
                    ByteBuffer.allocate(14)
                            .put((byte) 0x82)
                            .put((byte) 0xff)
                            .putLong(60L * MIB)
                            .array());
            for (int i = 0; i < 60; i++) {
                peer.send(new byte[MIB]);
            }
        } catch (IOException hungUp) {
            // As it should: nobody listens so long.
        }
    }

    /// 40 MiB in 40 KiB.
    @Test
    void aGzipBombIsAnsweredAndNotInflated() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 40; i++) {
                out.write(" ".repeat(MIB).getBytes(StandardCharsets.US_ASCII));
            }
        }
        String bomb =
                "{\"type\":\"control\",\"compressed\":true,\"data\":\"%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        assertThat(bomb.length()).isLessThan(64 << 10);
        answeredAndForgotten(bomb);
    }

    @Test
    void aFrameOf70BytesThatNamesALengthOf300MillionIsAnswered() throws Exception {
        String frame = "{\"type\":\"data\",\"payload\":{\"type\":\"Buffer\",\"length\":300000000}}";
        assertThat(frame.length()).isLessThan(70);
        answeredAndForgotten(frame);
    }

    private static void answeredAndForgotten(String frame) throws Exception {
        try (RelayFixture relay = RelayFixture.start()) {
            TestPeer node = relay.attach(NODE);
            TestPeer ann = relay.attach(ANN);
            long before = memory();

            ann.text(frame);

            assertThat(((TestPeer.Heard.Text) ann.next()).text())
                    .startsWith("{\"type\":\"error\",\"data\":");
            assertThat(memory()).isLessThan(before + 8 * MIB);
            ann.binary(new byte[] {4, 1});
            assertThat(((TestPeer.Heard.Text) node.next()).text()).contains("[4,1]");
        }
    }

    /// What the relay's buffers hold of the system's memory, in use or not.
    private static long memory() {
        PooledByteBufAllocatorMetric metric = PooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
