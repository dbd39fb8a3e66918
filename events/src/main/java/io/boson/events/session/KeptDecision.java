package io.boson.events.session;

import java.util.Optional;
import java.util.function.Supplier;

/// A routing decision as an event carries it. What folds need is at hand; the whole, some kilobytes
/// that only whoever explains it looks at, is read when asked for. Immutable; equal to another of
/// equal content.
public final class KeptDecision {

    private final Optional<RouteType> type;
    private final Supplier<RoutingDecision> whole;

    private KeptDecision(Optional<RouteType> type, Supplier<RoutingDecision> whole) {
        this.type = type;
        this.whole = whole;
    }

    public static KeptDecision of(RoutingDecision decision) {
        return new KeptDecision(
                decision.choice().map(RoutingDecision.Choice::type), () -> decision);
    }

    /// @param type of the route; empty where no node was chosen
    /// @param whole reads it, each time anew
    public static KeptDecision unread(Optional<RouteType> type, Supplier<RoutingDecision> whole) {
        return new KeptDecision(type, whole);
    }

    /// Whether a node was chosen.
    public boolean isChoice() {
        return type.isPresent();
    }

    /// How the client reaches the node.
    ///
    /// @throws IllegalStateException where none was chosen
    public RouteType type() {
        return type.orElseThrow(() -> new IllegalStateException("no node was chosen"));
    }

    /// @throws java.io.UncheckedIOException where what was recorded is no decision
    public RoutingDecision whole() {
        return whole.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptDecision that && whole().equals(that.whole());
    }

    @Override
    public int hashCode() {
        return whole().hashCode();
    }

    @Override
    public String toString() {
        return whole().toString();
    }
}
