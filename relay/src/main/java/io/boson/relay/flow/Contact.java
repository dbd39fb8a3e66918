package io.boson.relay.flow;

import io.boson.relay.flow.SwitchLimits.Rate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An endpoint that has been heard from, and what it has proven. Its address may change under it:
/// what points to it follows.
final class Contact extends Timed {

    /// In the place of a port.
    static final int SOCKET_PORT = -1;

    /// Never used twice: half of a flow's key.
    final long number;

    /// Of a UDP address its words; of a WebSocket connection and channel.
    long high;

    long low;
    int port;
    Endpoint endpoint;

    /// Whose it was last proven to be; of a WebSocket, whose token it was.
    @Nullable PeerKey owner;

    /// Of a WebSocket that carries one session; else of nobody.
    @Nullable Pairing session;

    /// A WebSocket's own budget of initiations.
    @Nullable Budget initiations;

    /// When something acceptable came last, by whomever it was sent.
    long heardAt;

    /// When something came that only its owner can have sent: a transport packet of its flow, a
    /// handshake over its WebSocket.
    long genuineAt;

    /// Until when a cookie that it has brought back proves that it can receive.
    long provenUntil;

    /// How many pairs last proved their end here.
    int pairs;

    /// Flows of packets that come from here.
    @Nullable Flow flows;

    boolean isKept;

    /// What took over its address, with its flows.
    @Nullable Contact successor;

    Contact(long number, long high, long low, int port, long now) {
        this.number = number;
        this.high = high;
        this.low = low;
        this.port = port;
        this.endpoint = endpoint(high, low, port);
        this.heardAt = now;
        // A WebSocket, and an address, begin as long silent.
        this.genuineAt = now - Lifetimes.IDLE_NANOS;
        this.provenUntil = now;
    }

    void move(long toHigh, long toLow, int toPort) {
        high = toHigh;
        low = toLow;
        port = toPort;
        endpoint = endpoint(toHigh, toLow, toPort);
    }

    void grant(Rate rate, long now) {
        initiations = new Budget(rate, now);
    }

    boolean hasOpenFlow() {
        Flow flow = flows;
        while (flow != null && !flow.isOpen) {
            flow = flow.after;
        }
        return flow != null;
    }

    boolean isSocket() {
        return port == SOCKET_PORT;
    }

    /// Whether packets may go there without a credit.
    boolean isProven(long now) {
        return owner != null || now - provenUntil < 0;
    }

    boolean hasIp(long ofHigh, long ofLow) {
        return !isSocket() && high == ofHigh && low == ofLow;
    }

    boolean hasIp(IpAddress ip) {
        return hasIp(ip.high(), ip.low());
    }

    boolean isOn(Optional<IpAddress> expected) {
        return expected.isPresent() && hasIp(expected.get());
    }

    /// Whether both are addresses of one subscriber.
    boolean isNear(Contact other) {
        return !isSocket()
                && !other.isSocket()
                && ip().subscriber().equals(other.ip().subscriber());
    }

    IpAddress ip() {
        return new IpAddress(high, low);
    }

    /// The one that stands for it now.
    Contact present() {
        Contact contact = this;
        while (contact.successor != null) {
            contact = contact.successor;
        }
        return contact;
    }

    @Override
    long dueAt() {
        return (heardAt - genuineAt > 0 ? heardAt : genuineAt) + Lifetimes.IDLE_NANOS;
    }

    private static Endpoint endpoint(long high, long low, int port) {
        return port == SOCKET_PORT
                ? new Endpoint.WebSocket(high, low)
                : new Endpoint.Udp(high, low, port);
    }
}
