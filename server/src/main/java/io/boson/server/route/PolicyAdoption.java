package io.boson.server.route;

import io.boson.events.log.EventLog;
import io.boson.events.routing.PolicyEvent;
import io.boson.events.routing.PolicyInForce;
import io.boson.events.routing.RoutePolicy;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.streams.replica.FactReplica;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/// Tells the log which policy this server ranks by, where that is news. Two instances that start at
/// once may both tell it: adopting what is in force changes nothing.
public final class PolicyAdoption {

    private final FactReplica<PolicyInForce> policies;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public PolicyAdoption(
            FactReplica<PolicyInForce> policies, EventLog log, Envelopes envelopes, Clock clock) {
        this.policies = policies;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    /// @throws io.boson.events.log.LogUnavailableException where the log does not take it
    public void adopt(RoutePolicy policy) {
        if (!policies.state().is(policy)) {
            PolicyEvent adopted =
                    new PolicyEvent.Adopted(
                            policy,
                            policy.version(),
                            clock.instant().truncatedTo(ChronoUnit.MILLIS));
            log.append(envelopes.of(adopted, Origin.ofServer("policy")));
        }
    }
}
