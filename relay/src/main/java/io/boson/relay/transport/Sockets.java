package io.boson.relay.transport;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Every accepted socket, and how many there may be.
final class Sockets {

    /// How a newcomer is received.
    enum Welcome {
        WELCOME,
        /// Told 503 once its request is there.
        FULL,
        /// So many are being told already that this one is closed at once.
        OVERRUN
    }

    /// Sockets beyond the limit that may wait to be told so.
    private static final int TURNED_AWAY_MAX = 64;

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final int max;
    private volatile boolean shut;

    Sockets(int max) {
        this.max = max;
    }

    /// Keeps the socket until it is closed.
    Welcome enter(Channel socket) {
        open.add(socket);
        if (shut) {
            return Welcome.OVERRUN;
        }
        int now = open.size();
        if (now <= max) {
            return Welcome.WELCOME;
        }
        return now <= max + TURNED_AWAY_MAX ? Welcome.FULL : Welcome.OVERRUN;
    }

    int size() {
        return open.size();
    }

    void each(Consumer<Channel> visit) {
        open.forEach(visit);
    }

    /// From now on every newcomer is closed as it comes.
    void shut() {
        shut = true;
    }

    /// True where all sockets have closed in time.
    boolean awaitNone(Duration atMost) {
        return open.newCloseFuture().awaitUninterruptibly(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
