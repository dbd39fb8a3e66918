package io.boson.relay.datapath;

import io.boson.relay.flow.DropCause;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.Lifetimes;
import io.boson.relay.flow.PacketSink;
import io.boson.relay.udp.DatagramBatch;
import io.boson.relay.udp.DatagramTransport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the switch puts what it lets through: over UDP as rows that point at the bytes that came,
/// or copied where these did not come over UDP; into WebSockets as trains. The switch's thread
/// alone.
final class Departures implements PacketSink {

    private static final int BYTES_MIN_HANDSHAKE = 64;
    private static final int BYTES_MAX_HANDSHAKE = 148;
    private static final byte TRANSPORT = 4;

    private final Intray intray;
    private final Outbox outbox = new Outbox();
    private final Map<Endpoint.WebSocket, Outlet> outlets = new HashMap<>();
    private final List<Outlet> loaded = new ArrayList<>();

    /// The batch in hand, while its own datagrams are being looked at.
    private @Nullable DatagramBatch batch;

    /// A view of the buffer that was last looked at.
    private ByteBuffer view = ByteBuffer.allocate(0);

    private @Nullable ByteBuffer viewed;
    private long now;

    Departures(Intray intray) {
        this.intray = intray;
    }

    /// Before the first datagram.
    void through(DatagramTransport transport) {
        outbox.through(transport);
    }

    void put(Endpoint.WebSocket socket, Outlet outlet) {
        outlets.put(socket, outlet);
    }

    /// What it has been loaded with departs.
    void remove(Endpoint.WebSocket socket) {
        Outlet outlet = outlets.remove(socket);
        if (outlet != null) {
            outlet.depart();
        }
    }

    void at(long time) {
        now = time;
    }

    /// From now on datagrams are this batch's; null where they came otherwise.
    void of(@Nullable DatagramBatch arrived) {
        batch = arrived;
    }

    /// All that waits here goes.
    void depart() {
        loaded.forEach(Outlet::depart);
        loaded.clear();
        outbox.send();
    }

    @Override
    public void forward(Endpoint to, ByteBuffer bytes, int at, int length) {
        DatagramBatch own = batch;
        switch (to) {
            case Endpoint.Udp(var high, var low, var port) -> {
                if (own == null) {
                    outbox.add(bytes, at, length, high, low, port);
                } else if (!own.departures().add(at, length, high, low, port)) {
                    intray.strayed(1);
                }
            }
            case Endpoint.WebSocket socket -> {
                boolean isHandshake = isHandshake(bytes, at, length);
                Outlet outlet = load(socket, bytes, at, length, isHandshake);
                if (outlet != null && isHandshake && own != null) {
                    // What its receiver answers may be for somebody on UDP.
                    outlet.session().way().contest(now + Lifetimes.PENDING.toNanos());
                }
            }
        }
    }

    @Override
    public void answer(Endpoint to, ByteBuffer bytes, int at, int length) {
        switch (to) {
            case Endpoint.Udp(var high, var low, var port) ->
                    outbox.add(bytes, at, length, high, low, port);
            case Endpoint.WebSocket socket -> load(socket, bytes, at, length, true);
        }
    }

    @Override
    public void dropped(DropCause cause) {
        // The switch counts, and nobody else need know.
    }

    private @Nullable Outlet load(
            Endpoint.WebSocket socket, ByteBuffer bytes, int at, int length, boolean isHandshake) {
        Outlet outlet = outlets.get(socket);
        if (outlet == null) {
            intray.strayed(1);
            return null;
        }
        if (outlet.isEmpty() && !isHandshake) {
            loaded.add(outlet);
        }
        outlet.add(view(bytes, at, length), isHandshake);
        return outlet;
    }

    @SuppressWarnings("ReferenceEquality") // a view is of this buffer, not of one like it
    private ByteBuffer view(ByteBuffer bytes, int at, int length) {
        if (viewed != bytes) {
            viewed = bytes;
            view = bytes.duplicate();
        }
        return view.limit(at + length).position(at);
    }

    private static boolean isHandshake(ByteBuffer bytes, int at, int length) {
        return length >= BYTES_MIN_HANDSHAKE
                && length <= BYTES_MAX_HANDSHAKE
                && bytes.get(at) != TRANSPORT;
    }
}
