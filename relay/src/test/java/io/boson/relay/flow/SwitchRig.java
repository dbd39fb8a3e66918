package io.boson.relay.flow;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import io.boson.relay.wireguard.Forged;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// A switch with its time in the test's hands and all it does written down.
final class SwitchRig implements PacketSink {

    static final Endpoint.Udp A1 = udp(1);
    static final Endpoint.Udp A2 = udp(2);
    static final Endpoint.Udp B1 = udp(11);
    static final Endpoint.Udp B2 = udp(12);
    static final Endpoint.Udp X = udp(99);

    /// A datagram that the switch let out.
    record Sent(int type, Endpoint to) {}

    final Random random = new Random(7);
    final List<Sent> sent = new ArrayList<>();
    final List<byte[]> answers = new ArrayList<>();
    final List<DropCause> drops = new ArrayList<>();
    final List<SwitchEvent> events = new ArrayList<>();
    final PacketSwitch relay;

    /// Near the end of the numbers: a monotonic clock may pass it.
    long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    SwitchRig() {
        this(SwitchLimits.DEFAULTS);
    }

    SwitchRig(SwitchLimits limits) {
        relay = new PacketSwitch(limits, new Random(8), this, events::add, now);
    }

    static Endpoint.Udp udp(int host) {
        return new Endpoint.Udp(0, 0xffff_c000_0200L + host, 1000 + host);
    }

    static Endpoint.Udp otherPort(Endpoint.Udp of, int port) {
        return new Endpoint.Udp(of.high(), of.low(), port);
    }

    static Optional<IpAddress> ip(Endpoint.Udp of) {
        return Optional.of(new IpAddress(of.high(), of.low()));
    }

    static WireGuardKey key(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return new WireGuardKey(Base64.getEncoder().encodeToString(bytes));
    }

    static SessionId session(int number) {
        return new SessionId(new UUID(9, number));
    }

    static Pair pair(int session, WireGuardKey client, WireGuardKey node) {
        return new Pair(session(session), client, node, Optional.empty(), Optional.empty());
    }

    PairOutcome admit(int session, WireGuardKey client, WireGuardKey node) {
        return relay.admit(pair(session, client, node), now);
    }

    void pass(Duration time) {
        now += time.toNanos();
        while (relay.expire(now) > 0) {
            // Bounded work per call.
        }
    }

    /// What came out because this came in.
    List<Sent> receive(Endpoint from, byte[] message) {
        sent.clear();
        drops.clear();
        ByteBuffer bytes = ByteBuffer.allocateDirect(message.length + 5);
        bytes.put(5, message);
        switch (from) {
            case Endpoint.Udp(var high, var low, var port) ->
                    relay.receiveUdp(high, low, port, bytes, 5, message.length, now);
            case Endpoint.WebSocket(var connection, var channel) ->
                    relay.receiveWebSocket(connection, channel, bytes, 5, message.length, now);
        }
        return List.copyOf(sent);
    }

    List<Sent> initiate(Endpoint from, WireGuardKey to, int index) {
        return receive(from, Forged.initiation(to.bytes(), index, random));
    }

    List<Sent> respond(Endpoint from, WireGuardKey to, int index, int receiver) {
        return receive(from, Forged.response(to.bytes(), index, receiver, random));
    }

    List<Sent> data(Endpoint from, int receiver) {
        return receive(from, Forged.transport(receiver, 128));
    }

    /// The client's handshake with a node that has been heard, and its proof.
    void connect(
            WireGuardKey client,
            Endpoint at,
            WireGuardKey node,
            Endpoint nodeAt,
            int index,
            int nodeIndex) {
        initiate(nodeAt, client, random.nextInt());
        initiate(at, node, index);
        respond(nodeAt, client, nodeIndex, index);
        if (data(at, nodeIndex).isEmpty()) {
            throw new AssertionError("not connected: " + drops);
        }
    }

    @Override
    public void forward(Endpoint to, ByteBuffer bytes, int at, int length) {
        sent.add(new Sent(bytes.get(at), to));
    }

    @Override
    public void answer(Endpoint to, ByteBuffer bytes, int at, int length) {
        byte[] copy = new byte[length];
        bytes.get(at, copy);
        answers.add(copy);
        sent.add(new Sent(copy[0], to));
    }

    @Override
    public void dropped(DropCause cause) {
        drops.add(cause);
    }
}
