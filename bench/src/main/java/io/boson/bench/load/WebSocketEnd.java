package io.boson.bench.load;

import io.boson.relay.wire.Dialect;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One end at a relay's WebSocket port, in the relay's own dialect ([Dialect#V1]): a client's
/// frames hold a packet each, a node's begin with the channel that the relay has announced.
/// Packets that are sent at once go in one write.
public final class WebSocketEnd implements PacketEnd {

    private static final int BINARY = 2;
    private static final int BYTES_MAX = 2048;
    private static final int TRAIN_BYTES_MAX = 64 * 1024;

    /// What frames are masked with, twice in a row.
    private static final long MASK = 0x1357_9bdf_1357_9bdfL;

    private static final Pattern CHANNEL = Pattern.compile("\"channel\":(\\d+)");

    private final RelayEnd socket;
    private final int channelBytes;
    private final ByteBuffer received = ByteBuffer.allocate(BYTES_MAX);
    private final ByteBuffer train = ByteBuffer.allocate(TRAIN_BYTES_MAX);
    private volatile int channel;
    private volatile boolean closed;

    private WebSocketEnd(int port, UUID id, int channelBytes) throws IOException {
        this.socket = new RelayEnd(port, id, Optional.empty(), Dialect.V1.text());
        this.channelBytes = channelBytes;
    }

    public static WebSocketEnd client(int port, UUID id) throws IOException {
        return new WebSocketEnd(port, id, 0);
    }

    /// Can send only after it has received.
    public static WebSocketEnd node(int port, UUID id) throws IOException {
        return new WebSocketEnd(port, id, Dialect.CHANNEL_BYTES);
    }

    @Override
    public void send(ByteBuffer packet, int times) throws IOException {
        train.clear();
        for (int i = 0; i < times; i++) {
            RelayEnd.maskedHead(train, channelBytes + packet.remaining(), (int) MASK);
            if (channelBytes > 0) {
                train.putInt(channel ^ (int) MASK);
            }
            mask(packet);
        }
        socket.write(train.array(), train.position());
    }

    /// A channel is as long as the mask, which therefore begins anew after it.
    private void mask(ByteBuffer packet) {
        int at = packet.position();
        for (; at <= packet.limit() - Long.BYTES; at += Long.BYTES) {
            train.putLong(packet.getLong(at) ^ MASK);
        }
        for (int i = 0; at < packet.limit(); at++, i++) {
            train.put((byte) (packet.get(at) ^ (MASK >>> (Long.SIZE - Byte.SIZE * (i + 1)))));
        }
    }

    @Override
    public ByteBuffer receive() throws IOException {
        try {
            while (socket.readFrame(received) != BINARY) {
                hear(new String(received.array(), 0, received.limit(), StandardCharsets.UTF_8));
            }
        } catch (SocketException failed) {
            if (closed) {
                throw new ClosedChannelException();
            }
            throw failed;
        }
        return received.position(channelBytes);
    }

    private void hear(String notice) {
        Matcher announced = CHANNEL.matcher(notice);
        if (announced.find()) {
            channel = Integer.parseUnsignedInt(announced.group(1));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
