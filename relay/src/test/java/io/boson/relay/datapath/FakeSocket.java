package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.Granted;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A WebSocket that takes every packet and remembers it.
final class FakeSocket implements Endpoint<Train> {

    /// @param packet in hexadecimal
    record Delivery(SessionId session, String packet) {}

    private final ConnectionId id;
    final List<Delivery> delivered = new CopyOnWriteArrayList<>();

    FakeSocket(long number) {
        id = new ConnectionId(new UUID(0, number));
    }

    @Override
    public ConnectionId connection() {
        return id;
    }

    @Override
    public void deliver(SessionId session, Train train) {
        train.each(packet -> delivered.add(new Delivery(session, ByteBufUtil.hexDump(packet))));
        train.release();
    }

    @Override
    public void tellEnded(SessionId session) {}

    @Override
    public void tellDraining(Granted end, Instant until) {}

    @Override
    public void close(DetachReason reason) {}
}
