package io.boson.relay.datapath;

import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.flow.Allowance;
import io.boson.relay.flow.PairLimits;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.SenderBudget;
import io.netty.util.concurrent.Ticker;

/// The switch's share in the allowances that the WebSockets have: the same buckets, so that who is
/// on both has one rate. A bucket's lock is held for some ten nanoseconds and fought over only by
/// the connections of the same end; nothing waits while holding one.
final class Limiting {

    /// The WebSockets' loops count from another origin of the same clock.
    private final long origin = Ticker.systemTicker().initialNanoTime();

    private final Allowances allowances;

    Limiting(Allowances allowances) {
        this.allowances = allowances;
    }

    /// To be given back with [#leave], once.
    PairLimits enter(ClientEnd client, long now) {
        NodeEnd node = new NodeEnd(client.node());
        return new PairLimits(
                allowance(allowances.budgets().enter(client, now - origin)),
                allowance(allowances.budgets().enter(node, now - origin)),
                allowances.quotas().find(client.session()));
    }

    void leave(ClientEnd client) {
        allowances.budgets().leave(client);
        allowances.budgets().leave(new NodeEnd(client.node()));
    }

    private Allowance allowance(SenderBudget budget) {
        return (bytes, at) -> budget.take(1, bytes, at - origin);
    }
}
