package io.boson.streams.state;

import io.boson.events.node.NodeId;
import io.boson.events.tunnel.TunnelAddresses;

/// Tunnel addresses that nobody may have for a while: what is still under way to their last holder
/// must not reach the next.
///
/// @param endedAtMillis the broker's time of the end of their session
public record RestingAddresses(NodeId nodeId, TunnelAddresses addresses, long endedAtMillis)
        implements ArbiterRecord {}
