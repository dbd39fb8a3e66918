package io.boson.relay.udp;

/// Rows of a [DatagramBatch]: where in its memory a datagram lies, how long it is, and the address
/// of its peer (its source where it came, its destination where it is to go), in the form of
/// [UdpAddress]. Columns are arrays made once; a row costs no object.
///
/// A run of rows with one peer, one length (the last may be shorter) and adjoining bytes is a
/// train: a transport that can hands it to the kernel as one.
///
/// Not safe for several threads.
public final class DatagramTable {

    private final int[] offsets;
    private final int[] lengths;
    private final long[] highs;
    private final long[] lows;
    private final int[] ports;
    private int size;

    DatagramTable(int capacity) {
        offsets = new int[capacity];
        lengths = new int[capacity];
        highs = new long[capacity];
        lows = new long[capacity];
        ports = new int[capacity];
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return offsets.length;
    }

    public boolean isFull() {
        return size == offsets.length;
    }

    /// False where the table is full; then nothing is added.
    public boolean add(int offset, int length, long high, long low, int port) {
        if (isFull()) {
            return false;
        }
        offsets[size] = offset;
        lengths[size] = length;
        highs[size] = high;
        lows[size] = low;
        ports[size] = port;
        size++;
        return true;
    }

    public int offset(int row) {
        return offsets[row];
    }

    public int length(int row) {
        return lengths[row];
    }

    public long high(int row) {
        return highs[row];
    }

    public long low(int row) {
        return lows[row];
    }

    public int port(int row) {
        return ports[row];
    }

    /// For logs and maps; makes an object.
    public UdpAddress peer(int row) {
        return new UdpAddress(highs[row], lows[row], ports[row]);
    }

    public void clear() {
        size = 0;
    }

    /// Moves a row towards the beginning, over another: with [#truncate] a filter in place.
    public void move(int from, int to) {
        if (from != to) {
            offsets[to] = offsets[from];
            lengths[to] = lengths[from];
            highs[to] = highs[from];
            lows[to] = lows[from];
            ports[to] = ports[from];
        }
    }

    /// Forgets the rows from `newSize` on.
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("newSize is " + newSize + ", there are " + size);
        }
        size = newSize;
    }
}
