package io.boson.relay.datapath;

import io.boson.relay.flow.SwitchLimits;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.stun.StunLimits;
import io.boson.relay.udp.UdpConfig;
import java.nio.file.Path;
import java.time.Duration;

/// Settings of a [WireGuardRelay].
///
/// @param udp its port
/// @param stun how often an address is told what it is
/// @param limits of the switch
/// @param inbound what of the WebSockets' packets may wait for the switch's thread, all together
/// @param flowTable the file that open flows are kept in over a restart; its folder exists
public record WireGuardRelayConfig(
        UdpConfig udp, StunLimits stun, SwitchLimits limits, SendLimits inbound, Path flowTable) {

    private static final int INBOUND_BYTES = 8 << 20;
    private static final Duration INBOUND_AGE = Duration.ofSeconds(1);

    public static WireGuardRelayConfig defaults(UdpConfig udp, Path flowTable) {
        return new WireGuardRelayConfig(
                udp,
                StunLimits.DEFAULT,
                SwitchLimits.DEFAULTS,
                new SendLimits(INBOUND_BYTES, INBOUND_AGE),
                flowTable);
    }
}
