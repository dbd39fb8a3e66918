package io.boson.events.node;

import static io.boson.events.Samples.BARE_PROFILE;
import static io.boson.events.Samples.KEY;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.PROFILE;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.registration;

import io.boson.events.Seeds;
import io.boson.events.node.NodeEvent.RemovalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Random events and commands of one node, in any order, likely or not. Few different times,
/// registrations and offsets, so that they often meet.
final class RandomNodes {

    private final RandomGenerator random;

    RandomNodes(RandomGenerator random) {
        this.random = random;
    }

    List<NodeEvent> history() {
        return Stream.generate(this::event).limit(random.nextInt(30)).toList();
    }

    NodeEvent event() {
        return switch (random.nextInt(13)) {
            case 0 -> new NodeEvent.Registered(NODE, profile(), aRegistration(), time());
            case 1 -> new NodeEvent.Reregistered(NODE, profile(), aRegistration(), time(), time());
            case 2 ->
                    new NodeEvent.KeyRotated(NODE, profile(), aRegistration(), KEY, time(), time());
            case 3 -> new NodeEvent.Drained(NODE, time().plusSeconds(300), time(), time());
            case 4 -> new NodeEvent.Resumed(NODE, time(), time());
            case 5 -> new NodeEvent.WentSilent(NODE, offset(), time());
            case 6 -> new NodeEvent.CameBack(NODE, time());
            case 7 -> new NodeEvent.Degraded(NODE, time());
            case 8 -> new NodeEvent.Recovered(NODE, time());
            case 9 -> new NodeEvent.Deregistered(NODE, time(), time());
            case 10 -> new NodeEvent.Removed(NODE, RemovalReason.SILENCE, time(), time());
            case 11 -> new NodeEvent.Revived(NODE, time(), time());
            default -> new NodeEvent.Removed(NODE, RemovalReason.OPERATOR, time(), time());
        };
    }

    NodeCommand command() {
        return switch (random.nextInt(11)) {
            case 0 -> new NodeCommand.Register(NODE, profile(), aRegistration(), proof());
            case 1 -> new NodeCommand.Drain(NODE, Duration.ofMinutes(5));
            case 2 -> new NodeCommand.Resume(NODE);
            case 3 -> new NodeCommand.Deregister(NODE);
            case 4 -> new NodeCommand.Remove(NODE);
            case 5 -> new NodeCommand.NoteSilence(NODE, offset());
            case 6 -> new NodeCommand.NoteReturn(NODE);
            case 7 -> new NodeCommand.NoteDegraded(NODE);
            case 8 -> new NodeCommand.NoteRecovered(NODE);
            case 9 -> new NodeCommand.Revive(NODE, time());
            default -> new NodeCommand.RemoveSilent(NODE, offset());
        };
    }

    Instant time() {
        return at(random.nextInt(4));
    }

    private RegistrationProof proof() {
        return random.nextBoolean()
                ? new RegistrationProof.Enrolled()
                : new RegistrationProof.OwnToken(time());
    }

    private NodeProfile profile() {
        return Seeds.oneOf(random, List.of(PROFILE, BARE_PROFILE));
    }

    private RegistrationId aRegistration() {
        return registration(random.nextInt(4));
    }

    private long offset() {
        return random.nextInt(-1, 4);
    }
}
