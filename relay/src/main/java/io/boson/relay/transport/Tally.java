package io.boson.relay.transport;

import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.RefusalReason;
import io.boson.relay.forward.DropReason;
import io.boson.relay.wire.FrameFault;
import io.boson.relay.wire.Train;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens on all connections.
final class Tally {

    private record Flow(LongAdder packets, LongAdder bytes) {

        Flow() {
            this(new LongAdder(), new LongAdder());
        }

        void add(Train train) {
            packets.add(train.packets());
            bytes.add(train.bytes());
        }

        RelayCounters.Flow sum() {
            return new RelayCounters.Flow(packets.sum(), bytes.sum());
        }
    }

    private final LongAdder clients = new LongAdder();
    private final LongAdder nodes = new LongAdder();
    private final Flow toNodes = new Flow();
    private final Flow toClients = new Flow();
    private final CountsBy<DropReason> drops = new CountsBy<>(DropReason.class);
    private final CountsBy<RefusalReason> refusals = new CountsBy<>(RefusalReason.class);
    private final CountsBy<HandshakeFault> handshakes = new CountsBy<>(HandshakeFault.class);
    private final CountsBy<FrameFault> frames = new CountsBy<>(FrameFault.class);

    void attached(Granted end) {
        gauge(end).increment();
    }

    void detached(Granted end) {
        gauge(end).decrement();
    }

    void wroteToNode(Train train) {
        toNodes.add(train);
    }

    void wroteToClient(Train train) {
        toClients.add(train);
    }

    void dropped(DropReason reason, int packets) {
        drops.add(reason, packets);
    }

    void refused(RefusalReason reason) {
        refusals.add(reason);
    }

    void handshakeFailed(HandshakeFault fault) {
        handshakes.add(fault);
    }

    void unreadable(FrameFault fault) {
        frames.add(fault);
    }

    RelayCounters sum(long sockets, long queuedBytes) {
        long clientsNow = clients.sum();
        long nodesNow = nodes.sum();
        return new RelayCounters(
                clientsNow,
                nodesNow,
                Math.max(0, sockets - clientsNow - nodesNow),
                queuedBytes,
                toNodes.sum(),
                toClients.sum(),
                drops.sums(),
                refusals.sums(),
                handshakes.sums(),
                frames.sums());
    }

    private LongAdder gauge(Granted end) {
        return switch (end) {
            case ClientEnd _ -> clients;
            case NodeEnd _ -> nodes;
        };
    }
}
