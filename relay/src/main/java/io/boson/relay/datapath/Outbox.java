package io.boson.relay.datapath;

import io.boson.relay.udp.DatagramBatch;
import io.boson.relay.udp.DatagramTransport;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Datagrams that did not come with the batch in hand: out of WebSockets, and the switch's own.
/// They are copied, and go together.
final class Outbox {

    private static final int DATAGRAMS = 512;
    private static final int BYTES = 512 * 1024;

    private final DatagramBatch batch = DatagramBatch.toSend(DATAGRAMS, BYTES);
    private @Nullable DatagramTransport transport;

    /// Before the first datagram.
    void through(DatagramTransport by) {
        transport = by;
    }

    void add(ByteBuffer bytes, int at, int length, long high, long low, int port) {
        if (batch.departures().isFull()) {
            send();
        }
        int own = batch.reserve(length);
        if (own == DatagramBatch.NO_ROOM) {
            send();
            own = batch.reserve(length);
        }
        batch.bytes().put(own, bytes, at, length);
        batch.departures().add(own, length, high, low, port);
    }

    void send() {
        DatagramTransport by = transport;
        if (by == null || batch.departures().size() == 0) {
            return;
        }
        try {
            by.send(batch);
        } catch (ClosedChannelException over) {
            // The loop that calls this is told so by its own next call.
        }
    }
}
