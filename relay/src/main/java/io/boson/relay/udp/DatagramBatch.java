package io.boson.relay.udp;

import java.nio.ByteBuffer;

/// What came at once, and what is to go because of it. Both are rows that point into one memory:
///
/// ```
///  0                              arrivalBytes                    capacity
///  +---------------+----------+---+------------------+------------+
///  | datagrams that came, laid    | bytes of our own |   free     |
///  | out by the transport         | ([#reserve])     |            |
///  +------------------------------+------------------+------------+
///        ^ arrivals: source             ^
///        ^ departures: destination -----+
/// ```
///
/// To forward a datagram is to add a departure with the offset and length of its arrival; the same
/// bytes may go to several peers. Nothing may be written over a departure's bytes before it is
/// sent.
///
/// Used again and again by one thread at a time. [#bytes] is read and written at absolute offsets
/// only, in network order: its position and limit are the transport's.
public final class DatagramBatch {

    /// Departures that there is room for per arrival: a handshake goes to at most four addresses,
    /// and one answer comes back.
    public static final int DEPARTURES_PER_ARRIVAL = 5;

    /// Bytes of our own per arrival: the longest answer of this server is a cookie reply's 64.
    public static final int ANSWER_BYTES = 64;

    /// Instead of an offset.
    public static final int NO_ROOM = -1;

    private final ByteBuffer bytes;
    private final int arrivalBytes;
    private final DatagramTable arrivals;
    private final DatagramTable departures;
    private int reserved;

    private DatagramBatch(int arrivalsMax, int arrivalBytes, int departuresMax, int ownBytes) {
        this.bytes = ByteBuffer.allocateDirect(Math.addExact(arrivalBytes, ownBytes));
        this.arrivalBytes = arrivalBytes;
        this.arrivals = new DatagramTable(arrivalsMax);
        this.departures = new DatagramTable(departuresMax);
        this.reserved = arrivalBytes;
    }

    /// For a transport, which knows how it lays datagrams out.
    ///
    /// @param arrivalBytes the memory's beginning, for what comes
    static DatagramBatch toReceive(int arrivalsMax, int arrivalBytes) {
        return new DatagramBatch(
                arrivalsMax,
                arrivalBytes,
                arrivalsMax * DEPARTURES_PER_ARRIVAL,
                arrivalsMax * ANSWER_BYTES);
    }

    /// For a thread that only sends: nothing is received into it.
    ///
    /// @param bytes of all that can wait in it
    public static DatagramBatch toSend(int departuresMax, int bytes) {
        return new DatagramBatch(0, 0, departuresMax, bytes);
    }

    public ByteBuffer bytes() {
        return bytes;
    }

    public DatagramTable arrivals() {
        return arrivals;
    }

    public DatagramTable departures() {
        return departures;
    }

    int arrivalBytes() {
        return arrivalBytes;
    }

    /// Room for bytes of our own, until the batch is cleared.
    ///
    /// @return their offset, or [#NO_ROOM]
    public int reserve(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length is " + length);
        }
        if (length > bytes.capacity() - reserved) {
            return NO_ROOM;
        }
        int at = reserved;
        reserved += length;
        return at;
    }

    /// Adds a copy of somebody else's bytes, from position to limit, which move.
    ///
    /// @return false where there is no room; then nothing is added
    public boolean depart(ByteBuffer datagram, long high, long low, int port) {
        int length = datagram.remaining();
        int at = departures.isFull() ? NO_ROOM : reserve(length);
        if (at == NO_ROOM) {
            return false;
        }
        bytes.put(at, datagram, datagram.position(), length);
        datagram.position(datagram.limit());
        return departures.add(at, length, high, low, port);
    }

    /// Forgets all rows and reservations.
    public void clear() {
        arrivals.clear();
        clearDepartures();
    }

    /// Forgets what was to go, reserved bytes with it.
    void clearDepartures() {
        departures.clear();
        reserved = arrivalBytes;
    }
}
