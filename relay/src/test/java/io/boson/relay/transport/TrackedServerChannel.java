package io.boson.relay.transport;

import io.netty.channel.Channel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A listening socket of which every socket can be torn down at once and without a word, as when
/// the process is killed.
public final class TrackedServerChannel extends NioServerSocketChannel {

    private static final Queue<Channel> OPEN = new ConcurrentLinkedQueue<>();

    /// Netty makes it by its class.
    public TrackedServerChannel() {
        OPEN.add(this);
    }

    static Transport transport() {
        return new Transport("tracked", NioIoHandler.newFactory(), TrackedServerChannel.class);
    }

    /// Peers see their connections end, and no close frame.
    static void kill() {
        OPEN.forEach(socket -> socket.close().awaitUninterruptibly());
        OPEN.clear();
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int count = super.doReadMessages(accepted);
        accepted.forEach(socket -> OPEN.add((Channel) socket));
        return count;
    }
}
