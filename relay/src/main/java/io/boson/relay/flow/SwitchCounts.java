package io.boson.relay.flow;

import java.util.Map;

/// What a switch holds at the moment, and what it has done since it was made.
///
/// @param pairs admitted sessions
/// @param flows flows and memories of initiations, one per direction
/// @param endpoints addresses and WebSockets remembered
/// @param strangers of these, addresses that have proven nothing
/// @param sources IP addresses whose budgets are remembered
/// @param initiations copies forwarded, up to [SwitchLimits#fanOutMax] of each
/// @param responses forwarded
/// @param cookieReplies of peers, forwarded
/// @param transports forwarded
/// @param transportBytes of these
/// @param answers cookie replies of the switch's own
/// @param cookieProofs initiations that brought a cookie of the switch's back
/// @param opened handshakes whose proof came, rekeys among them
/// @param moved endpoints that changed without a handshake
/// @param drops has all keys
public record SwitchCounts(
        int pairs,
        int flows,
        int endpoints,
        int strangers,
        int sources,
        long initiations,
        long responses,
        long cookieReplies,
        long transports,
        long transportBytes,
        long answers,
        long cookieProofs,
        long opened,
        long moved,
        Map<DropCause, Long> drops) {

    public SwitchCounts {
        drops = Map.copyOf(drops);
    }
}
