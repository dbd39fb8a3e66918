package io.boson.server.simulate.play;

import io.boson.server.simulate.tally.Tally;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What all players share.
///
/// @param run a name that no other run has
/// @param began on the JVM's monotonic clock, in nanoseconds
/// @param goodbyes spreads what all ask at the end
/// @param clients falls when clients are to end
/// @param nodes falls after that: clients say goodbye to nodes that are still there
/// @param patience falls when whatever is not put away by then is left
/// @param putAway sessions ended after the clients' curtain fell
/// @param overAlready sessions that were to be ended then and were no more
/// @param left sessions that could not be
record Stage(
        Terms terms,
        Tally tally,
        HttpClient http,
        Api api,
        long seed,
        String run,
        long began,
        Pacer routes,
        Pacer goodbyes,
        Curtain clients,
        Curtain nodes,
        Curtain patience,
        AtomicInteger putAway,
        AtomicInteger overAlready,
        AtomicInteger left) {

    /// What a server takes from one address at once, and then each second, unless told otherwise:
    /// 200 and 20. Some of it is spent already when the play ends.
    private static final int GOODBYES_AT_ONCE = 120;

    private static final double GOODBYES_PER_SECOND = 15;
    private static final double UNPACED = 10_000;

    /// @param players nodes and clients
    static Stage set(
            Terms terms, Tally tally, HttpClient http, long seed, String run, int players) {
        return new Stage(
                terms,
                tally,
                http,
                new Api(http, terms.api(), tally),
                seed,
                run,
                System.nanoTime(),
                new Pacer(terms.routesPerSecond()),
                new Pacer(players <= GOODBYES_AT_ONCE ? UNPACED : GOODBYES_PER_SECOND),
                new Curtain(),
                new Curtain(),
                new Curtain(),
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger());
    }

    /// Waits for a turn to put something away.
    void awaitGoodbye() throws InterruptedException {
        patience.awaitFall(goodbyes.take(elapsed()));
    }

    /// Since the play began.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
