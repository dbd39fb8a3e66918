package io.boson.events.routing;

import io.boson.events.Event;
import io.boson.events.Topic;
import java.time.Instant;

/// What changed about how nodes are chosen. Kept in topic `policies`.
public sealed interface PolicyEvent extends Event {

    RoutePolicy policy();

    @Override
    default Topic topic() {
        return Topic.POLICIES;
    }

    @Override
    default String key() {
        return policy().name();
    }

    @Override
    default String subject() {
        return policy().name();
    }

    /// From now on a server ranks by this policy.
    ///
    /// @param version of the policy, as recorded decisions name it
    record Adopted(RoutePolicy policy, String version, Instant at) implements PolicyEvent {}
}
