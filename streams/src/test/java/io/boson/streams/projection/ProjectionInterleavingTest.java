package io.boson.streams.projection;

import static io.boson.streams.projection.ProjectionDriver.compactedFleet;
import static io.boson.streams.projection.ProjectionDriver.compactedLive;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.streams.projection.ProjectionDriver.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole topology, fed in several orders.
final class ProjectionInterleavingTest {

    @TempDir Path stateDirectory;

    @Test
    void theOrderOfTopicsChangesNeitherFleetNorLive() {
        Facts facts = new Facts(7, 80);
        Set<Object> fleets = new HashSet<>();
        Set<Object> sessions = new HashSet<>();
        for (long order = 0; order < 4; order++) {
            try (ProjectionDriver driver = new ProjectionDriver(stateDirectory)) {
                driver.feed(facts.interleaved(order));
                List<Told> fleet = new ArrayList<>(driver.fleet());
                driver.feed(Facts.closing());
                fleet.addAll(driver.fleet());
                fleets.add(compactedFleet(fleet));
                sessions.add(compactedLive(driver.live()));
            }
        }
        assertThat(fleets).hasSize(1);
        assertThat(sessions).hasSize(1);
    }
}
