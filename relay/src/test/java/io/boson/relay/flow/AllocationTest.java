package io.boson.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.PrincipalId;
import io.boson.relay.SessionQuota;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SenderBudgets;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.wireguard.Forged;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A transport packet costs no object.
class AllocationTest {

    private static final RateLimit FAST = new RateLimit(16L << 30, 1 << 30);
    private static final int SESSIONS = 64;
    private static final int PACKETS = 100_000;

    private static final class Counting implements PacketSink {
        private long forwarded;
        private long dropped;

        @Override
        public void forward(Endpoint to, ByteBuffer bytes, int at, int length) {
            forwarded++;
        }

        @Override
        public void answer(Endpoint to, ByteBuffer bytes, int at, int length) {}

        @Override
        public void dropped(DropCause cause) {
            dropped++;
        }
    }

    private final Counting sink = new Counting();
    private final PacketSwitch relay =
            new PacketSwitch(SwitchLimits.DEFAULTS, new Random(1), sink, _ -> {}, 0);
    private final SenderBudgets budgets =
            new SenderBudgets(new SendingRates(FAST, FAST, FAST), SESSIONS);
    private final ByteBuffer packet = ByteBuffer.allocateDirect(1500);
    private final Random random = new Random(2);

    @Test
    void transportPacketsMakeNoObject() {
        for (int i = 0; i < SESSIONS; i++) {
            connect(i);
        }
        packet.put(0, Forged.transport(0, 1280));
        pass(PACKETS);
        sink.forwarded = 0;
        sink.dropped = 0;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        pass(PACKETS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sink.forwarded).isEqualTo(2 * PACKETS);
        assertThat(sink.dropped).isEqualTo(PACKETS);
        // The measurement itself may cost some.
        assertThat(allocated).isLessThan(PACKETS / 100);
    }

    /// Both directions, and a stranger's packet, over all sessions.
    private void pass(int times) {
        for (int i = 0; i < times; i++) {
            int session = i % SESSIONS;
            Endpoint.Udp client = client(session);
            int length = 32 + i % 1400;
            packet.put(4, (byte) session).put(5, (byte) 1);
            receive(client, length, i);
            packet.put(5, (byte) 0);
            receive(SwitchRig.B1, length, i);
            packet.put(5, (byte) 9);
            receive(SwitchRig.X, length, i);
        }
    }

    private final Endpoint.Udp[] clients = new Endpoint.Udp[SESSIONS];

    private Endpoint.Udp client(int session) {
        return clients[session];
    }

    private void connect(int session) {
        var client = SwitchRig.key(1_000 + session);
        var node = SwitchRig.key(1);
        clients[session] = SwitchRig.udp(100 + session);
        relay.admit(
                new Pair(
                        SwitchRig.session(session),
                        client,
                        node,
                        SwitchRig.ip(clients[session]),
                        Optional.empty()),
                limits(session),
                0);
        long now = session * 1_000_000_000L;
        receive(SwitchRig.B1, Forged.initiation(client.bytes(), ~session, random), now);
        receive(clients[session], Forged.initiation(node.bytes(), session, random), now);
        int nodeIndex = session | 0x100;
        receive(SwitchRig.B1, Forged.response(client.bytes(), nodeIndex, session, random), now);
        receive(clients[session], Forged.transport(nodeIndex, 32), now);
        assertThat(relay.counts().opened()).isEqualTo(session + 1);
    }

    /// As a server with a quota has them.
    private PairLimits limits(int session) {
        NodeId node = new NodeId(new UUID(1, 1));
        SessionId id = SwitchRig.session(session);
        var client = budgets.enter(new ClientEnd(id, node, new PrincipalId("one")), 0);
        var nodes = budgets.enter(new NodeEnd(node), 0);
        return new PairLimits(
                (bytes, now) -> client.take(1, bytes, now),
                (bytes, now) -> nodes.take(1, bytes, now),
                new SessionQuota(Long.MAX_VALUE - 1, () -> {}));
    }

    private void receive(Endpoint.Udp from, byte[] message, long now) {
        packet.put(0, message);
        relay.receiveUdp(from.high(), from.low(), from.port(), packet, 0, message.length, now);
    }

    private void receive(Endpoint.Udp from, int length, int step) {
        relay.receiveUdp(
                from.high(),
                from.low(),
                from.port(),
                packet,
                0,
                length,
                SESSIONS * 1_000_000_000L + step);
    }
}
