package io.boson.testkit;

import io.boson.events.log.EventLog;
import io.boson.projections.fleet.Fleet;

final class InMemoryFleetTest extends FleetContract {

    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected Fleet fleet() {
        return fleet;
    }
}
