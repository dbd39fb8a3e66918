package io.boson.events.node;

import static io.boson.events.Samples.BARE_PROFILE;
import static io.boson.events.Samples.KEY;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.PROFILE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.registration;
import static io.boson.events.node.SampleNodes.LIFE;
import static io.boson.events.node.SampleNodes.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Cell;
import io.boson.events.Decision;
import io.boson.events.node.NodeCommand.Register;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.node.RegistrationProof.Enrolled;
import io.boson.events.node.RegistrationProof.OwnToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command against every state. Lower case: the event accepted; `-`: accepted, nothing to
/// do; upper case: the rejection.
class NodeDeciderTest {

    private static final Instant NOW = at(300);
    private static final RegistrationId NEW = registration(2);

    private static final String WHILE_PRESENT =
            """
                              | active        | silent        | degraded      | draining
            enrolled          | NODE_ID_TAKEN | NODE_ID_TAKEN | NODE_ID_TAKEN | NODE_ID_TAKEN
            enrolled again    | -             | -             | -             | -
            own token         | reregistered  | reregistered  | reregistered  | reregistered
            own token again   | -             | -             | -             | -
            own token new key | key rotated   | key rotated   | key rotated   | key rotated
            old token         | NODE_ID_TAKEN | NODE_ID_TAKEN | NODE_ID_TAKEN | NODE_ID_TAKEN
            drain             | drained       | drained       | drained       | -
            drain at once     | at once       | at once       | at once       | at once
            resume            | -             | -             | -             | resumed
            revive            | -             | -             | -             | -
            revive earlier    | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN
            deregister        | deregistered  | deregistered  | deregistered  | deregistered
            remove            | removed       | removed       | removed       | removed
            silence after 3   | silent 3      | -             | silent 3      | silent 3
            silence after 5   | silent 5      | -             | silent 5      | silent 5
            silence after 7   | silent 7      | silent 7      | silent 7      | silent 7
            return            | -             | came back     | -             | -
            degraded          | degraded      | degraded      | -             | degraded
            recovered         | -             | -             | recovered     | -
            give up after 3   | -             | lost          | -             | -
            give up after 5   | -             | lost          | -             | -
            give up after 7   | -             | -             | -             | -
            """;

    private static final String WHILE_ABSENT =
            """
                              | unknown        | left           | removed        | lost
            enrolled          | registered     | registered     | registered     | registered
            enrolled again    | begun again    | begun again    | begun again    | begun again
            own token         | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN | registered
            own token again   | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN | begun again
            own token new key | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN | with new key
            old token         | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN
            drain             | UNKNOWN_NODE   | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN
            drain at once     | UNKNOWN_NODE   | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN
            resume            | UNKNOWN_NODE   | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN
            revive            | UNKNOWN_NODE   | REGISTER_AGAIN | REGISTER_AGAIN | revived
            revive earlier    | UNKNOWN_NODE   | REGISTER_AGAIN | REGISTER_AGAIN | REGISTER_AGAIN
            deregister        | UNKNOWN_NODE   | -              | -              | deregistered
            remove            | UNKNOWN_NODE   | -              | -              | removed
            silence after 3   | -              | -              | -              | -
            silence after 5   | -              | -              | -              | -
            silence after 7   | -              | -              | -              | -
            return            | -              | -              | -              | -
            degraded          | -              | -              | -              | -
            recovered         | -              | -              | -              | -
            give up after 3   | -              | -              | -              | -
            give up after 5   | -              | -              | -              | -
            give up after 7   | -              | -              | -              | -
            """;

    private static Stream<Cell> cells() {
        return Stream.of(WHILE_PRESENT, WHILE_ABSENT).flatMap(Cell::of);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void decides(Cell cell) {
        Node given = SampleNodes.named(cell.column());
        assertThat(NodeDecider.decide(given, command(cell.row()), NOW))
                .isEqualTo(expected(cell.says()));
    }

    @Test
    void theTablesHaveEveryCommand() {
        Set<Class<?>> asked =
                cells().map(c -> command(c.row()).getClass()).collect(Collectors.toSet());
        assertThat(asked).containsExactlyInAnyOrder(NodeCommand.class.getPermittedSubclasses());
    }

    private static NodeCommand command(String name) {
        return switch (name) {
            case "enrolled" -> new Register(NODE, PROFILE, NEW, new Enrolled());
            case "enrolled again" -> new Register(NODE, PROFILE, REGISTRATION, new Enrolled());
            case "own token" -> new Register(NODE, PROFILE, NEW, new OwnToken(LIFE));
            case "own token again" -> new Register(NODE, PROFILE, REGISTRATION, new OwnToken(LIFE));
            case "own token new key" -> new Register(NODE, BARE_PROFILE, NEW, new OwnToken(LIFE));
            case "old token" -> new Register(NODE, PROFILE, NEW, new OwnToken(LIFE.minusMillis(1)));
            case "drain" -> new NodeCommand.Drain(NODE, Duration.ofMinutes(5));
            case "drain at once" -> new NodeCommand.Drain(NODE, Duration.ZERO);
            case "resume" -> new NodeCommand.Resume(NODE);
            case "revive" -> new NodeCommand.Revive(NODE, LIFE);
            case "revive earlier" -> new NodeCommand.Revive(NODE, LIFE.minusMillis(1));
            case "deregister" -> new NodeCommand.Deregister(NODE);
            case "remove" -> new NodeCommand.Remove(NODE);
            case "silence after 3" -> new NodeCommand.NoteSilence(NODE, 3);
            case "silence after 5" -> new NodeCommand.NoteSilence(NODE, 5);
            case "silence after 7" -> new NodeCommand.NoteSilence(NODE, 7);
            case "return" -> new NodeCommand.NoteReturn(NODE);
            case "degraded" -> new NodeCommand.NoteDegraded(NODE);
            case "recovered" -> new NodeCommand.NoteRecovered(NODE);
            case "give up after 3" -> new NodeCommand.RemoveSilent(NODE, 3);
            case "give up after 5" -> new NodeCommand.RemoveSilent(NODE, 5);
            case "give up after 7" -> new NodeCommand.RemoveSilent(NODE, 7);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Decision<NodeEvent> expected(String says) {
        if (says.equals("-")) {
            return new Decision.Accepted<>(List.of());
        }
        return says.equals(says.toUpperCase(Locale.ROOT))
                ? new Decision.Rejected<>(NodeRejection.valueOf(says))
                : new Decision.Accepted<>(List.of(event(says)));
    }

    private static NodeEvent event(String name) {
        return switch (name) {
            case "registered" -> new NodeEvent.Registered(NODE, PROFILE, NEW, NOW);
            case "begun again" -> new NodeEvent.Registered(NODE, PROFILE, REGISTRATION, NOW);
            case "with new key" -> new NodeEvent.Registered(NODE, BARE_PROFILE, NEW, NOW);
            case "reregistered" -> new NodeEvent.Reregistered(NODE, PROFILE, NEW, LIFE, NOW);
            case "key rotated" -> new NodeEvent.KeyRotated(NODE, BARE_PROFILE, NEW, KEY, LIFE, NOW);
            case "drained" -> new NodeEvent.Drained(NODE, UNTIL, LIFE, NOW);
            case "at once" -> new NodeEvent.Drained(NODE, NOW, LIFE, NOW);
            case "resumed" -> new NodeEvent.Resumed(NODE, LIFE, NOW);
            case "revived" -> new NodeEvent.Revived(NODE, LIFE, NOW);
            case "deregistered" -> new NodeEvent.Deregistered(NODE, LIFE, NOW);
            case "removed" -> new NodeEvent.Removed(NODE, RemovalReason.OPERATOR, LIFE, NOW);
            case "lost" -> new NodeEvent.Removed(NODE, RemovalReason.SILENCE, LIFE, NOW);
            case "silent 3" -> new NodeEvent.WentSilent(NODE, 3, NOW);
            case "silent 5" -> new NodeEvent.WentSilent(NODE, 5, NOW);
            case "silent 7" -> new NodeEvent.WentSilent(NODE, 7, NOW);
            case "came back" -> new NodeEvent.CameBack(NODE, NOW);
            case "degraded" -> new NodeEvent.Degraded(NODE, NOW);
            case "recovered" -> new NodeEvent.Recovered(NODE, NOW);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
