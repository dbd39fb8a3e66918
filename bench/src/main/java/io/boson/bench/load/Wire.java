package io.boson.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection with at most one request on its way.
final class Wire {

    private static final int BUFFER = 16 * 1024;
    private static final int BUFFER_MAX = 64 * 1024 * 1024;

    private final int number;
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long from;

    private Wire(int number, SocketChannel channel, SelectionKey key) {
        this.number = number;
        this.channel = channel;
        this.key = key;
    }

    static Wire connect(int number, InetSocketAddress server, Selector selector)
            throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Wire wire = new Wire(number, channel, key);
        key.attach(wire);
        return wire;
    }

    int number() {
        return number;
    }

    /// From when the request on its way is timed.
    long from() {
        return from;
    }

    void send(ByteBuffer request, long timedFrom) throws IOException {
        from = timedFrom;
        out = request.rewind();
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /// Goes on where the selector found something to do. Calls `traffic` with a whole answer.
    ///
    /// @return its status; 0 where it is not whole yet
    int advance(Traffic traffic) throws IOException {
        if (out.hasRemaining()) {
            write();
            return 0;
        }
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection");
        }
        Answer.Span answer = Answer.find(in);
        if (answer.isWhole()) {
            int length = answer.bodyEnd() - answer.bodyStart();
            traffic.answered(number, answer.status(), in.slice(answer.bodyStart(), length));
            in.clear();
        } else if (!in.hasRemaining()) {
            grow();
        }
        return answer.status();
    }

    private void grow() throws IOException {
        if (in.capacity() >= BUFFER_MAX) {
            throw new IOException("an answer longer than " + BUFFER_MAX + " bytes");
        }
        in = ByteBuffer.allocateDirect(in.capacity() * 2).put(in.flip());
    }

    void close() throws IOException {
        channel.close();
    }
}
