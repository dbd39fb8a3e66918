package io.boson.server.simulate;

import io.boson.server.cli.Simulate;
import io.boson.server.cli.SimulateRequest;
import io.boson.server.cli.SimulateRequest.EnrolmentKey;
import io.boson.server.simulate.plan.Faults;
import io.boson.server.simulate.plan.Fleet;
import io.boson.server.simulate.play.Play;
import io.boson.server.simulate.play.Play.Opening;
import io.boson.server.simulate.play.Terms;
import io.boson.server.simulate.tally.Tally;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Draws a fleet, plays it while telling of it, and says what it came to.
public final class Simulation implements Simulate {

    private static final int SEEDS = 1_000_000;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    /// How long Ctrl-C waits for the summary.
    private static final int GOODBYE_MINUTES = 60;

    /// A session that nobody attaches to expires after two minutes.
    private static final Duration UNATTACHED_MAX = Duration.ofSeconds(60);

    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    public Simulation(PrintStream out) {
        this.out = out;
    }

    @Override
    public Outcome run(SimulateRequest request) {
        return switch (request.key()) {
            case EnrolmentKey.Given(String key) ->
                    run(request, Optional.of(key), "--enrolment-key");
            case EnrolmentKey.InDirectory where ->
                    switch (EnrolmentKeyFile.find(where)) {
                        case EnrolmentKeyFile.Found.Present(String key) ->
                                run(request, Optional.of(key), where.data() + "/enrolment.key");
                        case EnrolmentKeyFile.Found.Absent(var file) ->
                                run(request, Optional.empty(), "there is no " + file);
                        case EnrolmentKeyFile.Found.Unusable(String reason) ->
                                new Outcome.Refused(reason);
                    };
        };
    }

    private Outcome run(SimulateRequest request, Optional<String> key, String keyFrom) {
        long seed = request.seed().orElseGet(() -> (long) random.nextInt(SEEDS));
        Terms terms =
                new Terms(
                        request.api(),
                        key,
                        request.heartbeat(),
                        request.routesPerSecond(),
                        request.relay(),
                        request.keep());
        UUID run = UUID.randomUUID();
        try (Play play = new Play(fleet(request, seed), terms, new Tally(), seed, run)) {
            return switch (play.open()) {
                case Opening.Open() -> {
                    play(play, request, seed);
                    yield new Outcome.Played();
                }
                case Opening.Closed closed ->
                        new Outcome.Refused(reason(closed, request, seed, key, keyFrom));
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Played();
        }
    }

    /// All clients hold a session most of the time, at the pace at which they may ask for routes.
    private static Fleet fleet(SimulateRequest request, long seed) {
        Duration holds =
                Duration.ofMillis(
                        Math.round(1_000 * request.clients() / request.routesPerSecond()));
        SimulateRequest.Faults faults = request.faults();
        return Fleet.draw(
                seed,
                request.nodes(),
                request.clients(),
                new Faults(
                        faults.degrade(),
                        faults.silent(),
                        faults.churn(),
                        faults.dropClients(),
                        faults.noise()),
                request.heartbeat(),
                !request.relay() && holds.compareTo(UNATTACHED_MAX) > 0 ? UNATTACHED_MAX : holds);
    }

    private void play(Play play, SimulateRequest request, long seed) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(play, done));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            out.printf(
                    "Playing %,d nodes and %,d clients on %s, %s (--seed %d plays them again)%n",
                    request.nodes(),
                    request.clients(),
                    request.api(),
                    request.duration().map(d -> d.toSeconds() + " s").orElse("until Ctrl-C"),
                    seed);
            report(play, request);
            out.println(request.keep() ? "Stopping." : "Putting everything away.");
            play.finish().lines().forEach(out::println);
            out.flush();
        } finally {
            done.countDown();
        }
    }

    private void report(Play play, SimulateRequest request) throws InterruptedException {
        LiveReport report = new LiveReport(out, request.screen(), play.snapshot());
        boolean going = true;
        while (going) {
            Duration elapsed = play.snapshot().elapsed();
            Duration left = request.duration().map(d -> d.minus(elapsed)).orElse(report.interval());
            Duration wait = left.compareTo(report.interval()) < 0 ? left : report.interval();
            boolean asked = play.awaitStop(wait);
            report.tell(play.snapshot());
            Duration now = play.snapshot().elapsed();
            going = !asked && request.duration().filter(d -> d.compareTo(now) <= 0).isEmpty();
        }
        report.end();
    }

    /// Ctrl-C and SIGTERM: the JVM stays until the summary is out.
    private static void stop(Play play, CountDownLatch done) {
        play.stop();
        try {
            done.await(GOODBYE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(
            Opening.Closed closed,
            SimulateRequest request,
            long seed,
            Optional<String> key,
            String keyFrom) {
        return switch (closed.status()) {
            case 0 ->
                    "%s does not answer (%s); is `boson up` running?"
                            .formatted(request.api(), closed.why());
            case UNAUTHORIZED, FORBIDDEN ->
                    key.isPresent()
                            ? "%s refuses the enrolment key (%s)".formatted(request.api(), keyFrom)
                            : "%s wants an enrolment key and %s: see --enrolment-key and --data"
                                    .formatted(request.api(), keyFrom);
            case CONFLICT ->
                    "%s has a node of --seed %d already, left by another run: take another seed"
                            .formatted(request.api(), seed);
            default ->
                    "%s does not answer as Boson does: %s".formatted(request.api(), closed.why());
        };
    }
}
