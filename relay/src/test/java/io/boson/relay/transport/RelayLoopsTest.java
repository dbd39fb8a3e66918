package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// Which loop a socket of several nodes lives on, told by the thread on which it attaches.
class RelayLoopsTest {

    private static final int NODES = 8;

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final Threads threads = new Threads();

    @Test
    void aNodeAndItsClientsShareALoopAndNodesAreSpread() throws Exception {
        RelayServer server =
                new RelayServer(
                        RelayFixture.Settings.DEFAULT.on(0),
                        admissions,
                        threads,
                        Clock.systemUTC(),
                        new Random(1),
                        UUID::randomUUID);
        server.start();
        try {
            for (int i = 0; i < NODES; i++) {
                NodeId node = new NodeId(new UUID(0x4000, 0x8000_0000_0000_0000L + i));
                SessionId session = new SessionId(new UUID(0x4001, 0x8000_0000_0000_0000L + i));
                admissions.node(node);
                admissions.client(session, node);
                try (RawPeer one = new RawPeer(server.port());
                        RawPeer other = new RawPeer(server.port())) {
                    one.upgrade(node).readFrame();
                    // Sent before anybody was admitted: it goes along.
                    other.upgrade(session).send(RawPeer.whole(RawPeer.Frame.BINARY, new byte[9]));
                    other.readFrame();
                    assertThat(one.readFrame().text()).contains(session.toString());
                }
            }
        } finally {
            server.stop();
        }

        assertThat(threads.nodes).hasSize(NODES).isEqualTo(threads.clients);
        assertThat(Set.copyOf(threads.nodes.values())).hasSize(2);
    }

    private static final class Threads implements RelayListener {
        private final Map<NodeId, String> nodes = new ConcurrentHashMap<>();
        private final Map<NodeId, String> clients = new ConcurrentHashMap<>();

        @Override
        public void nodeAttached(NodeId node, ConnectionId connection) {
            nodes.put(node, Thread.currentThread().getName());
        }

        @Override
        public void clientAttached(SessionId session, NodeId node, ConnectionId connection) {
            clients.put(node, Thread.currentThread().getName());
        }

        @Override
        public void clientUsed(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                InetSocketAddress remote,
                Traffic since) {}

        @Override
        public void clientDetached(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                DetachReason reason,
                Traffic total,
                Duration ago) {}

        @Override
        public void quotaSpent(SessionId session, NodeId node) {}

        @Override
        public void nodeDetached(
                NodeId node, ConnectionId connection, DetachReason reason, Traffic total) {}
    }
}
