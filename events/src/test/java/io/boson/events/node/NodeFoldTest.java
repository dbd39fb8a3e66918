package io.boson.events.node;

import static io.boson.events.Samples.BARE_PROFILE;
import static io.boson.events.Samples.KEY;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.PROFILE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.registration;
import static io.boson.events.node.SampleNodes.JUDGED;
import static io.boson.events.node.SampleNodes.LIFE;
import static io.boson.events.node.SampleNodes.SILENT_SINCE;
import static io.boson.events.node.SampleNodes.UNTIL;
import static io.boson.events.node.SampleNodes.member;
import static io.boson.events.node.SampleNodes.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Cell;
import io.boson.events.node.Node.Departure;
import io.boson.events.node.NodeEvent.RemovalReason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event folded into every state. `=`: an equal state, the event no longer applies.
class NodeFoldTest {

    private static final Instant NOW = at(300);
    private static final Instant EARLIER_LIFE = LIFE.minusMillis(1);
    private static final RegistrationId NEW = registration(2);

    private static final String WHILE_PRESENT =
            """
                             | active   | silent          | degraded          | draining
            registered       | =        | =               | =                 | =
            reregistered     | renewed  | renewed         | renewed           | renewed draining
            rereg. earlier   | =        | =               | =                 | =
            key rotated      | renewed  | renewed         | renewed           | renewed draining
            rotated earlier  | =        | =               | =                 | =
            drained          | draining | silent draining | degraded draining | =
            drained sooner   | soon draining | soon silent draining | soon degraded draining | soon draining
            drained earlier  | =        | =               | =                 | =
            resumed          | =        | =               | =                 | active
            resumed earlier  | =        | =               | =                 | =
            silent after 3   | silent3  | =               | silent3 degraded  | silent3 draining
            silent after 5   | silent5  | =               | silent5 degraded  | silent5 draining
            silent after 7   | silent7  | silent7         | silent7 degraded  | silent7 draining
            came back        | =        | active          | =                 | =
            degraded         | degraded | silent degraded | =                 | degraded draining
            recovered        | =        | =               | active            | =
            deregistered     | left     | left            | left              | left
            dereg. earlier   | =        | =               | =                 | =
            removed          | removed  | removed         | removed           | removed
            removed earlier  | =        | =               | =                 | =
            gave up          | =        | lost            | =                 | =
            gave up earlier  | =        | =               | =                 | =
            revived          | =        | =               | =                 | =
            revived earlier  | =        | =               | =                 | =
            """;

    private static final String WHILE_ABSENT =
            """
                             | unknown   | left       | removed           | lost
            registered       | new life  | new life   | new life          | new life
            reregistered     | =         | =          | =                 | =
            rereg. earlier   | =         | =          | =                 | =
            key rotated      | =         | =          | =                 | =
            rotated earlier  | =         | =          | =                 | =
            drained          | =         | =          | =                 | =
            drained sooner   | =         | =          | =                 | =
            drained earlier  | =         | =          | =                 | =
            resumed          | =         | =          | =                 | =
            resumed earlier  | =         | =          | =                 | =
            silent after 3   | =         | =          | =                 | =
            silent after 5   | =         | =          | =                 | =
            silent after 7   | =         | =          | =                 | =
            came back        | =         | =          | =                 | =
            degraded         | =         | =          | =                 | =
            recovered        | =         | =          | =                 | =
            deregistered     | =         | =          | =                 | left
            dereg. earlier   | =         | =          | =                 | =
            removed          | =         | =          | =                 | removed
            removed earlier  | =         | =          | =                 | =
            gave up          | =         | =          | =                 | =
            gave up earlier  | =         | =          | =                 | =
            revived          | =         | =          | =                 | back
            revived earlier  | =         | =          | =                 | =
            """;

    private static Stream<Cell> cells() {
        return Stream.of(WHILE_PRESENT, WHILE_ABSENT).flatMap(Cell::of);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void evolves(Cell cell) {
        Node given = SampleNodes.named(cell.column());
        assertThat(given.evolve(event(cell.row())))
                .isEqualTo(cell.says().equals("=") ? given : state(cell.says()));
    }

    @Test
    void theTablesHaveEveryEvent() {
        Set<Class<?>> folded =
                cells().map(c -> event(c.row()).getClass()).collect(Collectors.toSet());
        assertThat(folded).containsExactlyInAnyOrder(NodeEvent.class.getPermittedSubclasses());
    }

    private static NodeEvent event(String name) {
        return switch (name) {
            case "registered" -> new NodeEvent.Registered(NODE, BARE_PROFILE, NEW, NOW);
            case "reregistered" -> new NodeEvent.Reregistered(NODE, BARE_PROFILE, NEW, LIFE, NOW);
            case "rereg. earlier" ->
                    new NodeEvent.Reregistered(NODE, BARE_PROFILE, NEW, EARLIER_LIFE, NOW);
            case "key rotated" -> new NodeEvent.KeyRotated(NODE, BARE_PROFILE, NEW, KEY, LIFE, NOW);
            case "rotated earlier" ->
                    new NodeEvent.KeyRotated(NODE, BARE_PROFILE, NEW, KEY, EARLIER_LIFE, NOW);
            case "drained" -> new NodeEvent.Drained(NODE, UNTIL, LIFE, NOW);
            case "drained sooner" -> new NodeEvent.Drained(NODE, UNTIL.minusSeconds(1), LIFE, NOW);
            case "drained earlier" -> new NodeEvent.Drained(NODE, UNTIL, EARLIER_LIFE, NOW);
            case "resumed" -> new NodeEvent.Resumed(NODE, LIFE, NOW);
            case "resumed earlier" -> new NodeEvent.Resumed(NODE, EARLIER_LIFE, NOW);
            case "silent after 3" -> new NodeEvent.WentSilent(NODE, 3, NOW);
            case "silent after 5" -> new NodeEvent.WentSilent(NODE, 5, NOW);
            case "silent after 7" -> new NodeEvent.WentSilent(NODE, 7, NOW);
            case "came back" -> new NodeEvent.CameBack(NODE, NOW);
            case "degraded" -> new NodeEvent.Degraded(NODE, NOW);
            case "recovered" -> new NodeEvent.Recovered(NODE, NOW);
            case "deregistered" -> new NodeEvent.Deregistered(NODE, LIFE, NOW);
            case "dereg. earlier" -> new NodeEvent.Deregistered(NODE, EARLIER_LIFE, NOW);
            case "removed" -> new NodeEvent.Removed(NODE, RemovalReason.OPERATOR, LIFE, NOW);
            case "removed earlier" ->
                    new NodeEvent.Removed(NODE, RemovalReason.OPERATOR, EARLIER_LIFE, NOW);
            case "gave up" -> new NodeEvent.Removed(NODE, RemovalReason.SILENCE, LIFE, NOW);
            case "gave up earlier" ->
                    new NodeEvent.Removed(NODE, RemovalReason.SILENCE, EARLIER_LIFE, NOW);
            case "revived" -> new NodeEvent.Revived(NODE, LIFE, NOW);
            case "revived earlier" -> new NodeEvent.Revived(NODE, EARLIER_LIFE, NOW);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Node state(String name) {
        return switch (name) {
            case "new life" -> new Node.Active(registered(NOW));
            case "renewed" -> new Node.Active(registered(LIFE));
            case "renewed draining" -> new Node.Draining(registered(LIFE), UNTIL);
            case "left" -> new Node.Departed(NODE, Departure.DEREGISTERED, LIFE, NOW);
            case "removed" -> new Node.Departed(NODE, Departure.REMOVED_BY_OPERATOR, LIFE, NOW);
            case "lost" -> SampleNodes.lost(NOW);
            case "back" ->
                    new Node.Active(
                            new Membership(
                                    NODE,
                                    PROFILE,
                                    REGISTRATION,
                                    LIFE,
                                    NOW,
                                    Membership.HEARD,
                                    false));
            default -> present(List.of(name.split(" ")));
        };
    }

    /// As the last registration has it: heard now, and not degraded until a heartbeat says so.
    private static Membership registered(Instant since) {
        return new Membership(NODE, BARE_PROFILE, NEW, since, NOW, Membership.HEARD, false);
    }

    private static Node present(List<String> words) {
        Membership.Silence silence = Membership.HEARD;
        for (String word : words) {
            silence =
                    switch (word) {
                        case "silent" -> silent(JUDGED, SILENT_SINCE);
                        case "silent3" -> silent(3, NOW);
                        case "silent5" -> silent(5, NOW);
                        case "silent7" -> silent(7, NOW);
                        default -> silence;
                    };
        }
        Membership member = member(silence, words.contains("degraded"));
        if (!words.contains("draining")) {
            return new Node.Active(member);
        }
        return new Node.Draining(member, words.contains("soon") ? UNTIL.minusSeconds(1) : UNTIL);
    }
}
