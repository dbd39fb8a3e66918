package io.boson.events.log;

import io.boson.events.Topic;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in the log something was written. Callers get it back as text and may send it along with
/// a later read, which then answers no older than that.
///
/// ```
///   nodes-3-42        topic nodes, partition 3, offset 42
/// ```
public record LogPosition(Topic topic, int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("([a-z]+)-(\\d{1,5})-(\\d{1,18})");

    public static Optional<LogPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Topic.parse(matcher.group(1))
                        .map(
                                topic ->
                                        new LogPosition(
                                                topic,
                                                Integer.parseInt(matcher.group(2)),
                                                Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic.shortName() + "-" + partition + "-" + offset;
    }
}
