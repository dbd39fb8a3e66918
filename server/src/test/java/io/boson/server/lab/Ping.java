package io.boson.server.lab;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// ping(8), for as long as it is open, and when it was answered.
final class Ping implements AutoCloseable {

    /// ```
    /// [1732730000.123456] 64 bytes from 10.80.1.80: icmp_seq=1 ttl=63 time=0.512 ms
    /// ```
    private static final Pattern REPLY =
            Pattern.compile(
                    "\\[(\\d+)\\.(\\d{6})] .* bytes from .* icmp_seq=(\\d+) .* time=([0-9.]+) ms");

    private static final int NANOS_PER_MICRO = 1000;
    private static final Duration POLL = Duration.ofMillis(50);

    private final Running program;

    private Ping(Running program) {
        this.program = program;
    }

    /// @param every at least 10 ms
    static Ping start(Namespace from, String to, Duration every, Path log) {
        String seconds = "%d.%03d".formatted(every.toSeconds(), every.toMillisPart());
        return new Ping(
                from.start(log, Map.of(), "stdbuf", "-oL", "ping", "-nD", "-i", seconds, to));
    }

    /// Awaits the first answer after an instant.
    ///
    /// @return how long that was
    Duration first(Instant after, Duration max) {
        await("an answer").atMost(max).pollInterval(POLL).until(() -> later(after).isPresent());
        return Duration.between(after, later(after).orElseThrow());
    }

    /// Awaits that answers come again `settled` after an instant at which something was done.
    ///
    /// @return the longest silence since
    Duration silence(Instant since, Duration settled, Duration max) {
        first(since.plus(settled), settled.plus(max));
        return longestSilence(since);
    }

    /// The longest time between two answers, the last one before the instant included.
    Duration longestSilence(Instant since) {
        Duration longest = Duration.ZERO;
        Instant last = since;
        for (Instant reply : replies().map(Reply::at).toList()) {
            if (reply.isAfter(since)) {
                Duration silence = Duration.between(last, reply);
                longest = silence.compareTo(longest) > 0 ? silence : longest;
            }
            last = reply;
        }
        return longest;
    }

    /// How many were sent after the last one that was answered before an instant, up to the last
    /// that was answered at all.
    long sent(Instant since) {
        return sent(replies().toList(), since);
    }

    private static long sent(List<Reply> replies, Instant since) {
        long before = 0;
        long last = 0;
        for (Reply reply : replies) {
            last = Math.max(last, reply.number());
            before = reply.at().isAfter(since) ? before : Math.max(before, reply.number());
        }
        return last - before;
    }

    /// How many of [#sent] were not answered.
    long lost(Instant since) {
        List<Reply> replies = replies().toList();
        long answered =
                replies.stream()
                        .filter(reply -> reply.at().isAfter(since))
                        .mapToLong(Reply::number)
                        .distinct()
                        .count();
        return sent(replies, since) - answered;
    }

    /// Fails where none has come.
    Instant last() {
        return replies().map(Reply::at).reduce((_, later) -> later).orElseThrow();
    }

    /// The answer's time that half of all undercut.
    double medianMillis() {
        List<Double> sorted = replies().map(Reply::millis).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    long count() {
        return replies().count();
    }

    private Optional<Instant> later(Instant than) {
        return replies().map(Reply::at).filter(reply -> reply.isAfter(than)).findFirst();
    }

    private record Reply(Instant at, long number, double millis) {}

    private Stream<Reply> replies() {
        return REPLY.matcher(program.said()).results().map(Ping::reply);
    }

    private static Reply reply(MatchResult line) {
        return new Reply(
                Instant.ofEpochSecond(
                        Long.parseLong(line.group(1)),
                        Long.parseLong(line.group(2)) * NANOS_PER_MICRO),
                Long.parseLong(line.group(3)),
                Double.parseDouble(line.group(4)));
    }

    @Override
    public void close() {
        program.close();
    }
}
