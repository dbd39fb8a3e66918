package io.boson.server.node;

import io.boson.events.Rejection;
import io.boson.events.log.LogPosition;
import io.boson.projections.fleet.FleetNode;
import java.util.Optional;

/// What became of a node command.
sealed interface NodeOutcome {

    /// @param node as the fold sees it now
    /// @param position of the command's event, where it made one
    record Done(FleetNode node, Optional<LogPosition> position) implements NodeOutcome {}

    record Refused(Rejection reason) implements NodeOutcome {}

    /// Written, but somebody else's event came first in the log and made it void.
    record Overtaken() implements NodeOutcome {}

    /// Written, but this instance does not see it yet. Asking again is safe.
    record NotYetVisible(LogPosition position) implements NodeOutcome {}
}
