package io.boson.streams.projection;

import static io.boson.streams.projection.ProjectionDriver.compactedFleet;
import static io.boson.streams.projection.ProjectionDriver.compactedLive;
import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.streams.FactRecord;
import io.boson.streams.projection.ProjectionDriver.Told;
import io.boson.streams.projection.ProjectionHarness.Placed;
import io.boson.streams.projection.ProjectionHarness.Sent;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is read again, and in whatever order the topics come: the state is the same.
final class ProjectionReplayTest {

    private static final int PER_TOPIC = 40;

    @TempDir Path stateDirectory;

    private ProjectionHarness harness() {
        return new ProjectionHarness(stateDirectory, 0);
    }

    /// What is left after compaction; a node's load only where it was told last, so `closing` facts
    /// tell every node once more.
    private record Left(Map<NodeId, FleetNode> fleet, Map<SessionId, LiveSession> live) {

        static Left of(ProjectionHarness harness) {
            return new Left(compactedFleet(harness.fleet()), compactedLive(harness.live()));
        }
    }

    private static List<Placed> history(Facts facts, long seed) {
        List<FactRecord> records = new ArrayList<>(facts.interleaved(seed));
        records.addAll(Facts.closing());
        return ProjectionHarness.placed(records);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyInterleavingOfTheTopicsGivesTheSameState(long seed) {
        Facts facts = new Facts(seed, PER_TOPIC);
        ProjectionHarness inSequence = harness();
        List<FactRecord> records = new ArrayList<>(facts.inSequence());
        records.addAll(Facts.closing());
        inSequence.feed(ProjectionHarness.placed(records));
        Left expected = Left.of(inSequence);
        assertThat(expected.fleet()).hasSize(3);
        assertThat(expected.live()).isNotEmpty();
        for (long order = 0; order < 10; order++) {
            ProjectionHarness harness = harness();
            harness.feed(history(facts, order));
            assertThat(Left.of(harness)).as("facts %s, order %s", seed, order).isEqualTo(expected);
        }
    }

    /// A crash: the state is ahead of the committed offsets, so the end is read again.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void readingAgainFromAnywhereChangesNothing(long seed) {
        List<Placed> history = history(new Facts(seed, PER_TOPIC), seed);
        ProjectionHarness once = harness();
        once.feed(history);
        Left expected = Left.of(once);
        for (int from = 0; from < history.size(); from += 11) {
            ProjectionHarness harness = harness();
            harness.feed(history);
            harness.feed(history.subList(from, history.size()));
            assertThat(Left.of(harness)).as("facts %s, from %s", seed, from).isEqualTo(expected);
        }
    }

    /// Crashes all the way: every few records the last ones come once more.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void stutteringChangesNothing(long seed) {
        List<Placed> history = history(new Facts(seed, PER_TOPIC), seed);
        ProjectionHarness once = harness();
        once.feed(history);
        ProjectionHarness stuttering = harness();
        for (int end = 1; end <= history.size(); end++) {
            stuttering.feed(history.subList(Math.max(0, end - 5), end));
        }
        assertThat(Left.of(stuttering)).isEqualTo(Left.of(once));
    }

    /// Every position is told, also when it is told again, and so is the newest at the end.
    @Test
    void readingAgainTellsPositionsAgain() {
        List<Placed> history = history(new Facts(1, PER_TOPIC), 1);
        ProjectionHarness harness = harness();
        harness.feed(history);
        harness.feed(history);
        List<String> markers =
                harness.fleet().stream()
                        .filter(Told::isMarker)
                        .map(told -> told.position().orElseThrow())
                        .toList();
        long nodes = history.stream().filter(p -> p.record().topic() == Topic.NODES).count();
        assertThat(markers).hasSize((int) (2 * nodes)).endsWith("nodes-0-" + (nodes - 1));
    }

    @Test
    void aRequestReadAgainAfterItsSessionEndedDoesNotReviveIt() {
        NodeSample node = NodeSample.of(1);
        SessionEvent.Requested request = Samples.requested(1, node, T0);
        SessionId id = request.sessionId();
        List<Event> life =
                List.of(
                        request,
                        new SessionEvent.Opened(
                                id, node.id(), new NodeCapacity(true, 9, false, 0), 0, T0),
                        new SessionEvent.Expired(id, node.id(), T0.plusSeconds(120)));
        List<Placed> history = ProjectionHarness.placed(life.stream().map(FactRecord::of).toList());
        ProjectionHarness harness = harness();
        harness.feed(history);
        int first = harness.live().size();
        harness.feed(history);
        List<Told> again = harness.live().subList(first, harness.live().size());
        assertThat(again).filteredOn(told -> !told.isMarker()).hasSize(3);
        assertThat(again)
                .filteredOn(told -> !told.isMarker())
                .allMatch(told -> told.value().isEmpty());
    }

    /// A node's sessions lie where the node lies, and positions name the partition they are from.
    @Test
    void everythingStaysInItsPartition() {
        ProjectionHarness harness = new ProjectionHarness(stateDirectory, 3);
        harness.feed(history(new Facts(1, PER_TOPIC), 1));
        assertThat(harness.sentToFleet()).extracting(Sent::partition).containsOnly(3);
        assertThat(harness.sentToLive()).extracting(Sent::partition).containsOnly(3);
        assertThat(harness.fleet())
                .filteredOn(Told::isMarker)
                .extracting(Told::key)
                .containsOnly("~nodes-3");
        assertThat(harness.live())
                .filteredOn(Told::isMarker)
                .extracting(Told::key)
                .containsOnly("~sessions-3");
        assertThat(harness.live())
                .flatExtracting(
                        told -> told.position().flatMap(LogPosition::parse).stream().toList())
                .extracting(LogPosition::partition)
                .containsOnly(3);
    }
}
