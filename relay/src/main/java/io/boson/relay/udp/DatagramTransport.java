package io.boson.relay.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/// A bound UDP socket that takes and gives datagrams by the batch.
///
/// One thread receives; any number may send at the same time, each with a batch of its own. What
/// the kernel refuses to send is counted by reason and forgotten, as UDP does: a peer that cannot
/// be reached is no error of the socket's. The source address of what is sent is the socket's own,
/// or, where it is bound to all addresses, the one that the kernel's routes choose.
public interface DatagramTransport extends AutoCloseable {

    /// A batch with room for what comes at once and what goes because of it.
    DatagramBatch newBatch();

    /// Clears the batch, waits until a datagram comes, and takes all that are there, up to the
    /// batch's arrivals, without waiting again. A datagram longer than the transport's limit is
    /// counted and left out; an empty one is a datagram.
    ///
    /// @param timeout how long to wait at most; zero only looks. In whole
    ///     milliseconds, one at least
    /// @return how many came; 0 where none did in time, or [#wakeup] was called, or all were too
    ///     long
    /// @throws ClosedChannelException where the transport is closed, before or meanwhile
    /// @throws IOException passing trouble of the socket's: the next call may succeed
    int receive(DatagramBatch batch, Duration timeout) throws IOException;

    /// Sends all departures in their order, without waiting, and forgets them and the reserved
    /// bytes.
    ///
    /// @return how many the kernel took; [DatagramCounters#refused] says why it did not the others
    /// @throws ClosedChannelException where the transport is closed
    int send(DatagramBatch batch) throws ClosedChannelException;

    /// Ends the present wait of [#receive], or else the next one. Any thread.
    void wakeup();

    /// Where it is bound, with the port that was taken.
    InetSocketAddress localAddress();

    DatagramCounters counters();

    /// Any thread; whoever waits in [#receive] is told. Does nothing the second time.
    @Override
    void close();
}
