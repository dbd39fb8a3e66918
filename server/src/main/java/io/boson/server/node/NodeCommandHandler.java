package io.boson.server.node;

import io.boson.events.Decision;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeDecider;
import io.boson.events.node.NodeEvent;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Carries a node command out: decide on what is known, append, wait for the fold, and answer with
/// what the fold made of it. Two instances that race are settled by the order of the log.
public final class NodeCommandHandler {

    private static final Duration FOLD_MAX = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public NodeCommandHandler(Fleet fleet, EventLog log, Envelopes envelopes, Clock clock) {
        this.fleet = fleet;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    /// @throws io.boson.events.log.LogUnavailableException where the log does not take it
    NodeOutcome handle(NodeCommand command, Origin origin) {
        return switch (NodeDecider.decide(
                fleet.find(command.id()),
                command,
                clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            case Decision.Rejected(var reason) -> new NodeOutcome.Refused(reason);
            case Decision.Accepted(var events) -> carryOut(command, events, origin);
        };
    }

    private NodeOutcome carryOut(NodeCommand command, List<NodeEvent> events, Origin origin) {
        Optional<LogPosition> last = Optional.empty();
        for (NodeEvent event : events) {
            last = Optional.of(log.append(envelopes.of(event, origin)));
        }
        if (last.isPresent() && !fleet.await(last.get(), FOLD_MAX)) {
            return new NodeOutcome.NotYetVisible(last.get());
        }
        FleetNode node = fleet.snapshot().find(command.id()).orElseGet(FleetNode::unknown);
        return holds(command, node.node())
                ? new NodeOutcome.Done(node, last)
                : new NodeOutcome.Overtaken();
    }

    /// Whether the fold shows what the command asked for.
    private static boolean holds(NodeCommand command, Node node) {
        return switch (command) {
            case NodeCommand.Register register ->
                    node.present()
                            .map(Membership::registration)
                            .filter(register.registration()::equals)
                            .isPresent();
            case NodeCommand.Revive _ -> node.present().isPresent();
            case NodeCommand.Drain _ -> node instanceof Node.Draining;
            case NodeCommand.Resume _ -> node instanceof Node.Active;
            case NodeCommand.Deregister _, NodeCommand.Remove _ -> node instanceof Node.Departed;
            case NodeCommand.NoteSilence _,
                    NodeCommand.NoteReturn _,
                    NodeCommand.NoteDegraded _,
                    NodeCommand.NoteRecovered _,
                    NodeCommand.RemoveSilent _ ->
                    true;
        };
    }
}
