package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.boson.events.session.SessionId;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendLimits;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What many sockets, and one that never reads, may cost. Figures are the bench's to give; here it
/// is that they stay flat and keep nobody else from being served.
class RelayCostTest {

    private static final int IDLE = 10_000;

    /// Files of the process besides the sockets of the test.
    private static final int OTHER_FILES = 1_000;

    private static final int DROPS = 50;
    private static final long CHUNKS = 8L << 20;

    /// Both ends of each socket are in this process: where the limit of open files does not hold
    /// twice the number, it is as many as it holds.
    @Test
    @Timeout(120)
    void tenThousandIdleSocketsKeepNobodyFromBeingServed() throws Exception {
        int sockets = Math.min(IDLE, room());
        assertThat(sockets).as("open files allow").isGreaterThan(100);
        HandshakeLimits open =
                new HandshakeLimits(
                        Duration.ofSeconds(30), Duration.ofSeconds(30), 256, 100_000, 256 << 10);
        try (RelayFixture relay =
                RelayFixture.start(s -> s.connectionsMax(sockets + 10).handshakes(open))) {
            for (int i = 0; i < sockets; i++) {
                SessionId session = new SessionId(new UUID(0x4000, 0x8000_0000_0001_0000L + i));
                relay.admissions.client(session, NODE);
                RawPeer idle = relay.raw().upgrade(session);
                assertThat(idle.readFrame().text()).contains("\"connected\"");
            }

            assertThat(relay.server.counters().clients()).isEqualTo(sockets);
            TestPeer node = relay.attach(NODE);
            TestPeer ann = relay.attach(ANN);
            ann.binary(new byte[] {4, 1});
            assertThat(((TestPeer.Heard.Text) node.next()).text()).contains(ANN.toString());
            ann.expectNothingButPong();
            assertThat(relay.server.counters().queuedBytes()).isZero();
        }
    }

    private static int room() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? (int)
                        Math.min(
                                IDLE,
                                (os.getMaxFileDescriptorCount()
                                                - os.getOpenFileDescriptorCount()
                                                - OTHER_FILES)
                                        / 2)
                : IDLE;
    }

    @Test
    void aReaderThatNeverReadsCostsTheSameHoweverLongItGoesOn() throws Exception {
        SendLimits limits = new SendLimits(128 << 10, Duration.ofSeconds(60));
        try (RelayFixture relay = RelayFixture.start(s -> s.sending(limits))) {
            RawPeer deaf = relay.raw().upgrade(ANN);
            assertThat(deaf.readFrame().text()).contains("\"connected\"");
            TestPeer ben = relay.attach(BEN);
            TestPeer node = relay.attach(NODE);
            floodUntilDropped(relay, node, ben, DROPS);
            long queued = relay.server.counters().queuedBytes();
            long memory = memory();

            floodUntilDropped(relay, node, ben, 10 * DROPS);

            assertThat(relay.server.counters().queuedBytes())
                    .isLessThanOrEqualTo(Math.max(queued, 2L * limits.bytesMax()));
            assertThat(memory()).isLessThanOrEqualTo(memory + CHUNKS);
            deaf.close();
        }
    }

    private static void floodUntilDropped(
            RelayFixture relay, TestPeer node, TestPeer healthy, long drops) throws Exception {
        int rounds = 0;
        while (relay.dropped(DropReason.QUEUE_FULL) < drops) {
            assertThat(rounds++).isLessThan(10_000);
            node.text(data(ANN, 8 * 1024)).text(data(BEN, 4));
            healthy.expectBinary(new byte[4]);
        }
    }

    private static String data(SessionId session, int zeros) {
        String numbers = "0,".repeat(zeros - 1) + '0';
        return ("{\"type\":\"data\",\"sessionId\":\"%s\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[%s]}}")
                .formatted(session, numbers);
    }

    /// What the relay's buffers hold of the system's memory, in use or not.
    private static long memory() {
        PooledByteBufAllocatorMetric metric = PooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
