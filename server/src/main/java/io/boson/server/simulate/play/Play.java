package io.boson.server.simulate.play;

import io.boson.server.simulate.plan.Fleet;
import io.boson.server.simulate.tally.CleanUp;
import io.boson.server.simulate.tally.Snapshot;
import io.boson.server.simulate.tally.Summary;
import io.boson.server.simulate.tally.Tally;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A fleet in play, from its first registration until it is put away.
///
/// The first node registers alone: whether there is a server, and whether it takes the key, is
/// known before anybody else moves. Then the other nodes follow in a ramp, clients keep asking for
/// routes, and at the end clients go before nodes.
public final class Play implements AutoCloseable {

    private static final int NODES_PER_SECOND = 50;

    /// Time to put things away: some, and more for many, as the server limits how fast.
    private static final Duration CLEAN_UP_MIN = Duration.ofSeconds(30);

    private static final int CLEAN_UP_PER_SECOND = 10;

    /// For what has been asked and not answered when time is up.
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final HttpClient http;
    private final Stage stage;
    private final NodePlayer first;
    private final Curtain asked = new Curtain();
    private final ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Throwable> bug = new AtomicReference<>();

    /// @param fleet at least one node
    /// @param seed the fleet's
    /// @param run a name that no other run has
    public Play(Fleet fleet, Terms terms, Tally tally, long seed, UUID run) {
        this.fleet = fleet;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .executor(io)
                        .build();
        this.stage =
                Stage.set(
                        terms,
                        tally,
                        http,
                        seed,
                        run.toString(),
                        fleet.nodes().size() + fleet.clients().size());
        this.first = new NodePlayer(stage, fleet.nodes().getFirst());
        fleet.nodes()
                .forEach(
                        part ->
                                tally.roster()
                                        .expect(
                                                part.node().id(),
                                                part.node().capacity().maxConnections()));
    }

    /// Whether there is anything to play with.
    public sealed interface Opening {

        record Open() implements Opening {}

        /// @param status what the server said; 0 where nothing
        /// @param why status and code, or why there was no answer
        record Closed(int status, String why) implements Opening {}
    }

    /// Registers the first node and, if it was let in, starts all others.
    public Opening open() throws InterruptedException {
        return switch (first.register()) {
            case Reply.Good good -> {
                begin(good);
                yield new Opening.Open();
            }
            case Reply.Refused refused -> new Opening.Closed(refused.status(), refused.text());
            case Reply.Silence(String why) -> new Opening.Closed(0, why);
        };
    }

    private void begin(Reply.Good registered) {
        start(nodes, () -> first.play(registered));
        for (Fleet.Part part : fleet.nodes().subList(1, fleet.nodes().size())) {
            Duration turn = Duration.ofMillis(part.node().number() * 1_000L / NODES_PER_SECOND);
            start(nodes, () -> new NodePlayer(stage, part).play(turn));
        }
        for (Fleet.Role role : fleet.clients()) {
            start(clients, () -> new ClientPlayer(stage, role).play());
        }
    }

    private interface Part {
        void play() throws InterruptedException;
    }

    private void start(ExecutorService players, Part part) {
        players.execute(
                () -> {
                    try {
                        part.play();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | Error broken) {
                        bug.compareAndSet(null, broken);
                        stop();
                    }
                });
    }

    public Snapshot snapshot() {
        return stage.tally().snapshot(stage.elapsed());
    }

    /// Asks for the end, from any thread; `finish` does the rest.
    public void stop() {
        asked.fall();
    }

    /// Waits this long, or until somebody asks for the end.
    ///
    /// @return whether somebody did
    public boolean awaitStop(Duration wait) throws InterruptedException {
        return asked.awaitFall(wait);
    }

    /// Ends the play and puts everything away, in bounded time.
    ///
    /// @throws IllegalStateException where a player broke
    public Summary finish() throws InterruptedException {
        Snapshot end = snapshot();
        long deadline = System.nanoTime() + cleanUpTime().toNanos();
        stage.clients().fall();
        await(clients, deadline);
        stage.nodes().fall();
        await(nodes, deadline);
        stage.patience().fall();
        await(clients, System.nanoTime() + LAST_CALL.toNanos());
        await(nodes, System.nanoTime() + LAST_CALL.toNanos());
        Throwable broken = bug.get();
        if (broken != null) {
            throw new IllegalStateException("a player broke", broken);
        }
        Snapshot last = snapshot();
        return new Summary(end, last, cleanUp(end, last));
    }

    private CleanUp cleanUp(Snapshot end, Snapshot last) {
        int stillThere = last.nodes().registered();
        return stage.terms().keep()
                ? new CleanUp.Kept(last.open(), stillThere)
                : new CleanUp.Done(
                        stage.putAway().get(),
                        stage.overAlready().get(),
                        stage.left().get(),
                        end.nodes().registered() - stillThere,
                        stillThere);
    }

    private Duration cleanUpTime() {
        int all = fleet.nodes().size() + fleet.clients().size();
        return CLEAN_UP_MIN.plusSeconds(all / CLEAN_UP_PER_SECOND);
    }

    private static void await(ExecutorService players, long deadline) throws InterruptedException {
        players.shutdown();
        players.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clients.shutdownNow();
        nodes.shutdownNow();
        http.shutdownNow();
        io.shutdownNow();
    }
}
