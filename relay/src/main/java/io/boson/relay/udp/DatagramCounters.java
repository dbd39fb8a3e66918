package io.boson.relay.udp;

import java.util.Map;
import java.util.OptionalLong;

/// What a transport has done since it was opened.
///
/// @param received datagrams handed on, in packets and payload bytes
/// @param tooLong datagrams left out because they exceed the transport's limit
/// @param receiveFailures calls that ended in passing trouble of the socket's
/// @param sent datagrams the kernel took
/// @param refused datagrams it did not take; has all keys
/// @param kernelDrops datagrams the kernel dropped before they could be received, for want of room
///     in the socket's buffer mostly; empty where the system does not tell
public record DatagramCounters(
        Flow received,
        long tooLong,
        long receiveFailures,
        Flow sent,
        Map<SendRefusal, Long> refused,
        OptionalLong kernelDrops) {

    /// @param bytes payload, without UDP's and IP's headers
    public record Flow(long packets, long bytes) {}

    public DatagramCounters {
        refused = Map.copyOf(refused);
    }
}
