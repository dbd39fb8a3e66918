package io.boson.server.http;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The other half of [Positions]: a read that is no older than the position its caller names.
///
/// What is read is folded from one topic, so only that topic's positions can be waited for.
/// Another's is refused, for it would have to be either ignored or waited for in vain: heartbeats
/// reach readers now and then, not one by one.
public final class ReadAfter {

    private static final Duration VISIBLE_MAX = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Topic topic;
    private final BiPredicate<LogPosition, Duration> visible;

    /// @param visible waits until a position shows, and says whether it does
    public ReadAfter(Topic topic, BiPredicate<LogPosition, Duration> visible) {
        this.topic = topic;
        this.visible = visible;
    }

    /// Returns when the read may go ahead.
    ///
    /// @param header as sent; null where it was not
    /// @throws ProblemException 400 where it is no position of the topic, 503 where it does not
    ///     show in time
    public void await(@Nullable String header) {
        Optional<LogPosition> position = Positions.read(header);
        if (position.isEmpty()) {
            return;
        }
        if (position.get().topic() != topic) {
            throw Problem.badRequest(
                            "This read waits for positions in " + topic.shortName() + " only")
                    .asException();
        }
        if (!visible.test(position.get(), VISIBLE_MAX)) {
            throw Problem.unavailable(position.get() + " is not visible here yet", RETRY_AFTER)
                    .asException();
        }
    }
}
