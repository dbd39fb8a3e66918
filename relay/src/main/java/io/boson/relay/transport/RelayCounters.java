package io.boson.relay.transport;

import io.boson.relay.RefusalReason;
import io.boson.relay.forward.DropReason;
import io.boson.relay.wire.FrameFault;
import java.util.Map;

/// What the relay has done since its start, and what it holds now. Every map has all keys.
///
/// @param clients client ends attached now
/// @param nodes node ends attached now
/// @param others sockets open now that are neither: handshaking, awaiting admission, closing
/// @param queuedBytes packets waiting for receivers now, as [io.boson.relay.forward.SendQueue]
///     counts them
/// @param toNodes written to nodes
/// @param toClients written to clients
/// @param drops packets not forwarded
/// @param refusals WebSockets closed instead of admitted
/// @param handshakeFaults connections that never became WebSockets
/// @param frameFaults text frames that could not be read
public record RelayCounters(
        long clients,
        long nodes,
        long others,
        long queuedBytes,
        Flow toNodes,
        Flow toClients,
        Map<DropReason, Long> drops,
        Map<RefusalReason, Long> refusals,
        Map<HandshakeFault, Long> handshakeFaults,
        Map<FrameFault, Long> frameFaults) {

    /// @param bytes payload, without framing
    public record Flow(long packets, long bytes) {}

    public RelayCounters {
        drops = Map.copyOf(drops);
        refusals = Map.copyOf(refusals);
        handshakeFaults = Map.copyOf(handshakeFaults);
        frameFaults = Map.copyOf(frameFaults);
    }
}
