package io.boson.server;

import com.codahale.metrics.MetricRegistry;
import io.boson.embedded.DataDirectory;
import io.boson.embedded.DataDirectoryException;
import io.boson.events.Topic;
import io.boson.events.log.LogExtent;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.history.HistoryRebuild;
import io.boson.history.HistoryRebuild.Cleared;
import io.boson.history.HistoryUnavailableException;
import io.boson.history.HistoryWriter;
import io.boson.server.cli.LaunchRequest;
import io.boson.server.cli.Rebuild;
import io.boson.server.cli.Screen;
import io.boson.server.config.ConfigException;
import io.boson.server.config.LoadedConfig;
import io.boson.server.config.ServerConfig;
import io.boson.server.control.Broker;
import io.boson.server.history.HistoryPlane;
import io.boson.server.history.HistoryState;
import io.boson.server.history.RebuildBar;
import io.boson.server.logging.ConsoleLogging;
import io.boson.streams.log.LogExtents;
import io.boson.streams.topics.TopicNames;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `boson history rebuild`: the log and the database without a server around them.
///
/// ```
///   log: what it holds -> HistoryRebuild: clears that, in one transaction
///                      -> HistoryPlane: its writer goes on from there, as in any server
/// ```
public final class RebuildHistory implements Rebuild {

    private static final Set<String> LAUNCHER_VARIABLES = Set.of("BOSON_JAVA_OPTS");
    private static final Duration THERE_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int LINE_EVERY_LOOKS_IN_FILE = 20;

    /// Back to the first column and erase the line (ECMA-48 8.3.41).
    private static final String OVER = "\r\33[K";

    private final PrintStream out;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// @param out takes the bar and what it came to
    public RebuildHistory(PrintStream out) {
        this.out = out;
    }

    @Override
    public Outcome run(LaunchRequest request, Screen screen) {
        CountDownLatch done = new CountDownLatch(1);
        // SIGTERM and Ctrl-C run the hook; it holds the JVM until all is stopped in order.
        Thread hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(
                                () -> {
                                    stopping.countDown();
                                    awaitQuietly(done);
                                });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            ServerConfig config =
                    LoadedConfig.of(request.config(), request.environment(), LAUNCHER_VARIABLES)
                            .config();
            new ConsoleLogging(config.log()).configure(new MetricRegistry(), "boson");
            return rebuild(config, screen);
        } catch (ConfigException | DataDirectoryException wrong) {
            return new Outcome.Refused(String.valueOf(wrong.getMessage()));
        } catch (LogUnavailableException away) {
            return new Outcome.Refused(away.getMessage() + ": " + away.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("interrupted");
        } catch (Exception failed) {
            return new Outcome.Refused("the history was not rebuilt: " + failed);
        } finally {
            done.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome rebuild(ServerConfig config, Screen screen) throws Exception {
        TopicNames names = new TopicNames(ServerApplication.TOPIC_PREFIX);
        try (StopList stops = new StopList()) {
            if (config.kafka().embedded() || config.database().isEmbedded()) {
                stops.add("data directory", DataDirectory.claim(config.data()));
            }
            Broker broker = stops.add("broker", Broker.start(config.kafka(), config.data()));
            HistoryPlane history =
                    stops.add(
                            "history",
                            new HistoryPlane(
                                    config.database(),
                                    config.history(),
                                    config.data(),
                                    broker.bootstrapServers(),
                                    names,
                                    Clock.systemUTC()));
            history.start();
            Optional<HistoryState.Running> there = there(history);
            if (there.isEmpty()) {
                return new Outcome.Refused("there is no history: " + why(history.state()));
            }
            return rebuild(there.get(), new LogExtents(broker.bootstrapServers(), names), screen);
        }
    }

    private Optional<HistoryState.Running> there(HistoryPlane history) throws InterruptedException {
        long deadline = System.nanoTime() + THERE_WITHIN.toNanos();
        while (System.nanoTime() < deadline && !stops(LOOK_EVERY)) {
            switch (history.state()) {
                case HistoryState.Running running -> {
                    return Optional.of(running);
                }
                case HistoryState.Disabled _ -> {
                    return Optional.empty();
                }
                case HistoryState.Starting _, HistoryState.Away _ -> {}
            }
        }
        return Optional.empty();
    }

    private static String why(HistoryState state) {
        return switch (state) {
            case HistoryState.Disabled(var why) -> why;
            case HistoryState.Away(var why) -> why;
            case HistoryState.Starting _, HistoryState.Running _ -> "it does not start in time";
        };
    }

    private boolean stops(Duration wait) throws InterruptedException {
        return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Outcome rebuild(HistoryState.Running history, LogExtents log, Screen screen)
            throws InterruptedException {
        HistoryRebuild rebuild = new HistoryRebuild(history.database());
        Instant earliest = rebuild.earliest().orElse(Instant.EPOCH);
        Set<Topic> facts = EnumSet.copyOf(HistoryWriter.topics());
        facts.remove(Topic.METRICS);
        List<LogExtent> parts = new ArrayList<>(log.now(facts));
        parts.addAll(log.since(Set.of(Topic.METRICS), earliest));
        Instant since = log.firstReceived(Topic.METRICS, earliest).orElseGet(Instant::now);
        out.println("Taking out what the log holds ...");
        Cleared cleared = rebuild.clear(parts, since);
        history.subscription().beginAgain();
        out.printf(
                Locale.ROOT,
                "Taken out: %,d samples, %,d facts. Older, and kept: %,d samples, %,d facts.%n",
                cleared.samples(),
                cleared.facts(),
                cleared.samplesKept(),
                cleared.factsKept());
        return writeAnew(history, parts, screen);
    }

    private Outcome writeAnew(HistoryState.Running history, List<LogExtent> parts, Screen screen)
            throws InterruptedException {
        long total = parts.stream().mapToLong(part -> part.end() - part.begin()).sum();
        long begin = System.nanoTime();
        RebuildBar bar = new RebuildBar(0, total, Duration.ZERO);
        for (long look = 0; bar.done() < total; look++) {
            if (stops(LOOK_EVERY)) {
                return new Outcome.Refused("stopped on the way; the next server goes on");
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            bar = new RebuildBar(done(history, parts, bar.done()), total, elapsed);
            tell(bar, look, history.subscription().progress().failure(), screen);
        }
        if (screen.terminal()) {
            out.println();
        }
        out.printf(
                Locale.ROOT,
                "Written anew: %,d records of the log in %s, %,d/s: %,d samples, %,d facts.%n",
                total,
                Duration.ofMillis(bar.elapsed().toMillis())
                        .toString()
                        .substring(2)
                        .toLowerCase(Locale.ROOT),
                bar.rate(),
                history.writer().samplesWritten(),
                history.writer().factsWritten());
        return new Outcome.Rebuilt();
    }

    /// @param before where the database does not answer
    private static long done(HistoryState.Running history, List<LogExtent> parts, long before) {
        Map<String, Long> next = new HashMap<>();
        try {
            for (LogPosition each : history.writer().positions()) {
                next.put(each.topic() + "-" + each.partition(), each.offset());
            }
        } catch (HistoryUnavailableException away) {
            return before; // the writer says so too, and tries again
        }
        return parts.stream()
                .mapToLong(
                        part ->
                                Math.clamp(
                                        next.getOrDefault(part.topic() + "-" + part.partition(), 0L)
                                                - part.begin(),
                                        0,
                                        part.end() - part.begin()))
                .sum();
    }

    private void tell(RebuildBar bar, long look, Optional<String> failure, Screen screen) {
        String line = bar.line(screen.columns()) + failure.map(why -> "   " + why).orElse("");
        if (screen.terminal()) {
            out.print(OVER + line.substring(0, Math.min(line.length(), screen.columns())));
            out.flush();
        } else if (look % LINE_EVERY_LOOKS_IN_FILE == 0 || bar.done() == bar.total()) {
            out.println(line);
        }
    }
}
