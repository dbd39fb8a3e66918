package io.boson.events.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Decision;
import io.boson.events.Samples;
import io.boson.events.Seeds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds for every history, however unlikely.
class NodePropertiesTest {

    private static final NodeCommand REMOVE = new NodeCommand.Remove(Samples.NODE);

    @Test
    void theSameHistoryGivesTheSameNode() {
        Seeds.forEach(
                random -> {
                    List<NodeEvent> history = new RandomNodes(random).history();
                    assertThat(fold(history)).isEqualTo(fold(history));
                });
    }

    @Test
    void whatIsAcceptedChangesTheNodeItWasDecidedOn() {
        Seeds.forEach(
                random -> {
                    RandomNodes some = new RandomNodes(random);
                    Node node = fold(some.history());
                    NodeCommand command = some.command();
                    for (NodeEvent event : accepted(node, command, some.time())) {
                        assertThat(node.evolve(event))
                                .as("%s accepted as %s", command, event)
                                .isNotEqualTo(node);
                    }
                });
    }

    @Test
    void whatWasDecidedIsNotDecidedAgain() {
        Seeds.forEach(
                random -> {
                    RandomNodes some = new RandomNodes(random);
                    Node node = fold(some.history());
                    NodeCommand command = some.command();
                    Instant now = some.time();
                    Node after = fold(node, accepted(node, command, now));
                    assertThat(accepted(after, command, now.plusSeconds(1)))
                            .as("%s again, on %s", command, after)
                            .isEmpty();
                });
    }

    @Test
    void aFactFoldedTwiceChangesNothingMore() {
        Seeds.forEach(
                random -> {
                    RandomNodes some = new RandomNodes(random);
                    NodeEvent event = some.event();
                    Node once = fold(some.history()).evolve(event);
                    assertThat(once.evolve(event)).as("%s twice", event).isEqualTo(once);
                });
    }

    @Test
    void whatTheOwnerOrAnOperatorEndedOnlyARegistrationBegins() {
        Seeds.forEach(
                random -> {
                    RandomNodes some = new RandomNodes(random);
                    Node node = fold(some.history());
                    Node ended = fold(node, accepted(node, REMOVE, Samples.at(9)));
                    Node later =
                            fold(
                                    ended,
                                    some.history().stream()
                                            .filter(e -> !(e instanceof NodeEvent.Registered))
                                            .toList());
                    assertThat(later).isEqualTo(ended);
                });
    }

    private static Node fold(List<NodeEvent> history) {
        return fold(Node.unknown(), history);
    }

    private static Node fold(Node from, List<NodeEvent> history) {
        Node node = from;
        for (NodeEvent event : history) {
            node = node.evolve(event);
        }
        return node;
    }

    private static List<NodeEvent> accepted(Node node, NodeCommand command, Instant now) {
        return switch (NodeDecider.decide(node, command, now)) {
            case Decision.Accepted<NodeEvent>(var events) -> events;
            case Decision.Rejected<NodeEvent> _ -> List.of();
        };
    }
}
