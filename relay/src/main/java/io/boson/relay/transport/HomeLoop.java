package io.boson.relay.transport;

import io.boson.events.node.NodeId;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The loop on which a node's socket and those of its clients live. Packets between sockets of one
/// loop wake nobody: the hand-over from loop to loop costs a system call and a change of threads
/// per train, more than forwarding it.
///
/// Sockets are dealt to loops as they are accepted, when nobody knows yet whose they are, so most
/// move once, before anybody else knows them.
final class HomeLoop {

    private HomeLoop() {}

    /// The same for all sockets of a node, as long as the relay runs.
    static EventLoop of(NodeId node, Channel socket) {
        EventLoopGroup group = socket.eventLoop().parent();
        if (group == null) {
            return socket.eventLoop();
        }
        List<EventExecutor> loops = new ArrayList<>();
        group.forEach(loops::add);
        return (EventLoop) loops.get(Math.floorMod(spread(node), loops.size()));
    }

    /// Brings an upgraded socket, on whose loop this is called, to its node's.
    ///
    /// @param there run once it is there, on that loop
    /// @param lost run instead where it closed on the way, on any
    static void enter(Channel socket, NodeId node, Runnable there, Runnable lost) {
        EventLoop home = of(node, socket);
        // As long as the upgrade is being written, its handlers are bound to this loop.
        if (socket.eventLoop() == home || socket.pipeline().get(RelayPipeline.HTTP) != null) {
            there.run();
            return;
        }
        move(
                socket,
                home,
                moved -> {
                    if (moved) {
                        there.run();
                    } else {
                        lost.run();
                        // What a pipeline does by itself when its channel goes, but not off a loop.
                        socket.pipeline().toMap().values().forEach(socket.pipeline()::remove);
                    }
                });
    }

    /// Runs the task on the socket's loop, and follows it where it has moved meanwhile.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException where that has ended
    static void run(Channel socket, Runnable task) {
        EventLoop loop = socket.eventLoop();
        loop.execute(
                () -> {
                    if (socket.eventLoop() == loop) {
                        task.run();
                    } else {
                        run(socket, task);
                    }
                });
    }

    /// Takes the socket off its loop, on which this is called, and puts it on another. What comes
    /// in meanwhile waits in the kernel.
    ///
    /// @param moved told on the new loop; or, where the socket could not be moved, that it is
    ///     closed, on either
    static void move(Channel socket, EventLoop home, Consumer<Boolean> moved) {
        var _ =
                socket.deregister()
                        .addListener(
                                _ ->
                                        home.register(socket)
                                                .addListener(
                                                        done -> moved.accept(done.isSuccess())));
    }

    /// Of a random id any bits would do; those of ids that were made up may be alike.
    private static int spread(NodeId node) {
        int hash = node.value().hashCode();
        return hash ^ (hash >>> 16);
    }
}
