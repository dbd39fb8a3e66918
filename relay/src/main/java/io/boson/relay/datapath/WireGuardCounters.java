package io.boson.relay.datapath;

import io.boson.relay.flow.SwitchCounts;
import io.boson.relay.forward.DropReason;
import io.boson.relay.stun.StunCounters;
import io.boson.relay.udp.DatagramCounters;
import java.util.Map;

/// What a [WireGuardRelay] has done since it was opened, and what it holds.
///
/// @param datagrams of its socket
/// @param stun answered and not
/// @param flows of the switch, up to a second old
/// @param inboundDrops packets of WebSockets that did not get as far as the switch; has all keys
/// @param inboundBytes of those that wait for it
/// @param strayed packets without a place to go: their WebSocket had just closed
/// @param errandsLost admissions and ends of sessions that were not heard of: a bug
/// @param handlerFailures batches whose handling ended in an exception: bugs
/// @param tableFailures flow tables that could not be written
public record WireGuardCounters(
        DatagramCounters datagrams,
        StunCounters stun,
        SwitchCounts flows,
        Map<DropReason, Long> inboundDrops,
        long inboundBytes,
        long strayed,
        long errandsLost,
        long handlerFailures,
        long tableFailures) {

    public WireGuardCounters {
        inboundDrops = Map.copyOf(inboundDrops);
    }
}
