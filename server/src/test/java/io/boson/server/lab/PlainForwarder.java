package io.boson.server.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// A program for namespace `pub` that passes each datagram on between the two that came last.
/// It shows what the lab does without a server in it.
final class PlainForwarder {

    private static final String READY = "the forwarder listens";
    private static final int DATAGRAM_MAX = 65_507;

    private PlainForwarder() {}

    /// In the lab's `pub`, until it is closed.
    static Running start(Lab lab, int port) {
        Running forwarder =
                lab.pub()
                        .start(
                                lab.file("forwarder.log"),
                                Map.of(),
                                Command.ofJdk("java"),
                                "-cp",
                                Command.testClasses(),
                                PlainForwarder.class.getName(),
                                Integer.toString(port));
        return lab.owns(forwarder.saying(READY));
    }

    /// @param arguments the port
    public static void main(String[] arguments) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(Integer.parseInt(arguments[0])));
            ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_MAX);
            System.out.println(READY);
            Deque<SocketAddress> known = new ArrayDeque<>();
            while (true) {
                datagram.clear();
                SocketAddress from = channel.receive(datagram);
                if (!known.contains(from)) {
                    known.addFirst(from);
                }
                if (known.size() > 2) {
                    known.removeLast();
                }
                SocketAddress to = known.peekFirst();
                channel.send(datagram.flip(), from.equals(to) ? known.peekLast() : to);
            }
        }
    }
}
