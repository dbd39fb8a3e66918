package io.boson.relay.forward;

import io.boson.relay.RelayListener;
import java.util.OptionalLong;

/// What ends may send and sessions carry, over WebSockets and over UDP together: whoever is on both
/// has not twice as much.
///
/// @param budgets how fast
/// @param quotas how much in all
public record Allowances(SenderBudgets budgets, SessionQuotas quotas) {

    /// Rates alone.
    ///
    /// @param leftMax buckets kept that nobody holds
    public static Allowances of(SendingRates rates, int leftMax, RelayListener listener) {
        return new Allowances(
                new SenderBudgets(rates, leftMax),
                new SessionQuotas(OptionalLong.empty(), listener));
    }
}
