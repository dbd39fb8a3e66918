package io.boson.events.routing;

import java.time.Instant;
import java.util.Optional;

/// The policy that was adopted last, folded from topic `policies`. Immutable.
///
/// Policies of different names lie in different partitions, which have no common order; so the
/// server's time decides between them, and within a name the order of the log.
///
/// @param at of its adoption
public record PolicyInForce(Optional<RoutePolicy> policy, Instant at) {

    public static final PolicyInForce NONE = new PolicyInForce(Optional.empty(), Instant.MIN);

    /// The fold. Total.
    public PolicyInForce evolve(PolicyEvent event) {
        return switch (event) {
            case PolicyEvent.Adopted(var adopted, _, var when) -> {
                boolean same = policy.filter(p -> p.name().equals(adopted.name())).isPresent();
                yield same || when.isAfter(at)
                        ? new PolicyInForce(Optional.of(adopted), when)
                        : this;
            }
        };
    }

    public boolean is(RoutePolicy other) {
        return policy.filter(other::equals).isPresent();
    }
}
