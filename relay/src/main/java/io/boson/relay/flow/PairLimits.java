package io.boson.relay.flow;

import io.boson.relay.SessionQuota;

/// What a [Pair] may send, and carry in all. Shared with whatever else its two ends send over, so
/// these are no values.
///
/// @param client what its client may send
/// @param node what its node may send
/// @param quota of the session
public record PairLimits(Allowance client, Allowance node, SessionQuota quota) {

    public static final PairLimits NONE =
            new PairLimits(Allowance.UNLIMITED, Allowance.UNLIMITED, SessionQuota.UNLIMITED);
}
