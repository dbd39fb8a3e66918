package io.boson.events.session;

import static io.boson.events.Samples.CAPACITY;
import static io.boson.events.Samples.CONNECTION;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.OTHER_CONNECTION;
import static io.boson.events.Samples.SESSION;
import static io.boson.events.Samples.TRAFFIC;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.request;

import io.boson.events.Seeds;
import io.boson.events.session.SessionEvent.CloseReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Random events and commands of one session, in any order, likely or not.
final class RandomSessions {

    private final RandomGenerator random;

    RandomSessions(RandomGenerator random) {
        this.random = random;
    }

    List<SessionEvent.OfSession> history() {
        return Stream.generate(this::event).limit(random.nextInt(30)).toList();
    }

    /// Endings are rare, so that histories get beyond them.
    SessionEvent.OfSession event() {
        return switch (random.nextInt(20)) {
            case 0 -> new SessionEvent.Closed(SESSION, NODE, closeReason(), time());
            case 1 -> new SessionEvent.Expired(SESSION, NODE, time());
            case 2, 3, 4, 5 -> new SessionEvent.Requested(request(capacity()), time());
            case 6, 7, 8, 9 ->
                    new SessionEvent.Opened(SESSION, NODE, capacity(), random.nextInt(4), time());
            case 10, 11 ->
                    new SessionEvent.Refused(
                            SESSION,
                            NODE,
                            refusal(),
                            Optional.empty(),
                            capacity(),
                            random.nextInt(4),
                            time());
            case 12, 13, 14, 15 ->
                    new SessionEvent.Attached(SESSION, NODE, relay(), connection(), time());
            default ->
                    new SessionEvent.Detached(
                            SESSION, NODE, relay(), connection(), "gone", TRAFFIC, time());
        };
    }

    SessionCommand command() {
        return switch (random.nextInt(3)) {
            case 0 -> new SessionCommand.End(closeReason());
            case 1 -> new SessionCommand.Answer(capacity(), random.nextInt(4), Optional.empty());
            default -> new SessionCommand.Expire();
        };
    }

    Instant time() {
        return at(random.nextInt(5_000));
    }

    private NodeCapacity capacity() {
        NodeCapacity other =
                new NodeCapacity(
                        random.nextBoolean(),
                        random.nextInt(1, 4),
                        random.nextBoolean(),
                        random.nextInt(8, 13));
        return Seeds.oneOf(random, List.of(CAPACITY, other));
    }

    private CloseReason closeReason() {
        return Seeds.oneOf(random, List.of(CloseReason.values()));
    }

    private SessionRefusal refusal() {
        return Seeds.oneOf(random, List.of(SessionRefusal.values()));
    }

    private String relay() {
        return Seeds.oneOf(random, List.of("relay-1", "relay-2"));
    }

    private UUID connection() {
        return Seeds.oneOf(random, List.of(CONNECTION, OTHER_CONNECTION));
    }
}
