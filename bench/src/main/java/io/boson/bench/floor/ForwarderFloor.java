package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The least that anybody could do: bytes from one socket of a pair to the other as they are read,
/// no frame looked at, nothing queued, nothing checked. One thread, one buffer; plain NIO.
///
/// The upgrade is answered without a look at it; the last 12 digits of the id pair the sockets. A
/// greeting as long as the relay's follows, so that the load need not tell one from the other.
public final class ForwarderFloor {

    private static final int PAIR_DIGITS = 12;
    private static final String ANSWER = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

    /// An empty text frame.
    private static final byte[] GREETING = {(byte) 0x81, 0};

    private static final class End {
        private String pair = "";
        private SocketChannel peer;

        End(SocketChannel self) {
            this.peer = self;
        }
    }

    private ForwarderFloor() {}

    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        listening.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
        System.out.println(Floor.SERVES + port);
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        Map<String, SelectionKey> waiting = new HashMap<>();
        while (true) {
            selector.select(key -> ready(key, listening, buffer, waiting));
        }
    }

    private static void ready(
            SelectionKey key,
            ServerSocketChannel listening,
            ByteBuffer buffer,
            Map<String, SelectionKey> waiting) {
        try {
            if (key.isAcceptable()) {
                SocketChannel socket = listening.accept();
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket.configureBlocking(false)
                        .register(key.selector(), SelectionKey.OP_READ, new End(socket));
            } else {
                forward(key, buffer, waiting);
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    private static void forward(
            SelectionKey key, ByteBuffer buffer, Map<String, SelectionKey> waiting)
            throws IOException {
        SocketChannel self = (SocketChannel) key.channel();
        End end = (End) key.attachment();
        buffer.clear();
        if (self.read(buffer) < 0) {
            self.close();
            return;
        }
        buffer.flip();
        if (end.pair.isEmpty()) {
            pair(key, end, buffer, waiting);
            return;
        }
        while (buffer.hasRemaining()) {
            end.peer.write(buffer);
        }
    }

    private static void pair(
            SelectionKey key, End end, ByteBuffer request, Map<String, SelectionKey> waiting)
            throws IOException {
        String line = StandardCharsets.US_ASCII.decode(request).toString();
        int idEnd = line.indexOf(" HTTP/1.1");
        end.pair = line.substring(idEnd - PAIR_DIGITS, idEnd);
        SelectionKey other = waiting.remove(end.pair);
        if (other == null) {
            waiting.put(end.pair, key);
        } else {
            end.peer = (SocketChannel) other.channel();
            ((End) other.attachment()).peer = (SocketChannel) key.channel();
        }
        SocketChannel self = (SocketChannel) key.channel();
        self.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.US_ASCII)));
        self.write(ByteBuffer.wrap(GREETING));
    }
}
