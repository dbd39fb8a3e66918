package io.boson.relay.forward;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.Granted;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A socket that takes everything and remembers it. Packets are text.
final class FakeEndpoint implements Endpoint<String> {

    record Delivery(SessionId session, String packet) {}

    record Drain(Granted end, Instant until) {}

    private final ConnectionId id;
    final List<Delivery> delivered = new ArrayList<>();
    final List<SessionId> ended = new ArrayList<>();
    final List<Drain> drains = new ArrayList<>();
    final List<DetachReason> closes = new ArrayList<>();

    FakeEndpoint(long number) {
        id = new ConnectionId(new UUID(0, number));
    }

    @Override
    public ConnectionId connection() {
        return id;
    }

    @Override
    public void deliver(SessionId session, String packet) {
        delivered.add(new Delivery(session, packet));
    }

    @Override
    public void tellEnded(SessionId session) {
        ended.add(session);
    }

    @Override
    public void tellDraining(Granted end, Instant until) {
        drains.add(new Drain(end, until));
    }

    @Override
    public void close(DetachReason reason) {
        closes.add(reason);
    }
}
