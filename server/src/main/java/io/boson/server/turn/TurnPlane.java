package io.boson.server.turn;

import io.boson.events.log.EventLog;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.session.Sessions;
import io.boson.server.config.HostPort;
import io.boson.server.config.ServerConfig;
import io.boson.server.config.TurnConfig;
import io.boson.server.config.TurnServer.Way;
import io.boson.server.limits.AddressLimit;
import io.boson.server.log.Envelopes;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.net.ssl.SSLContext;

/// All of TURN that the rest of the server has to do with.
public final class TurnPlane {

    private final Optional<HostPort> ownStun;
    private final TurnWatch watch;
    private final TurnDesk desk;
    private final TurnResource resource;

    /// @param ownStun where this server's relay answers STUN, as clients reach it
    /// @param key for this and nothing else, the same on every instance
    /// @param random bears many threads
    /// @throws io.boson.server.config.ConfigException where a file does not do
    public TurnPlane(
            ServerConfig config,
            Optional<HostPort> ownStun,
            Fleet fleet,
            Sessions sessions,
            SecretKey key,
            EventLog log,
            Envelopes envelopes,
            Clock clock,
            RandomGenerator random) {
        TurnConfig turn = config.turn();
        this.ownStun = ownStun;
        this.watch =
                new TurnWatch(
                        turn,
                        new TurnSecrets(turn),
                        new TurnCheck(trust(turn), random, clock, System::nanoTime));
        this.desk = new TurnDesk(log, envelopes, clock);
        TurnCallers callers =
                new TurnCallers(
                        fleet,
                        sessions,
                        key,
                        new AddressLimit(
                                turn.anonymous(),
                                config.limits().bucketsMax(),
                                TimeMeter.SYSTEM_NANOTIME),
                        config.legacy());
        this.resource = new TurnResource(watch::seen, ownStun, callers, desk);
    }

    /// Reading the JVM's authorities takes a start some time: only where there is TLS.
    private static Optional<SSLContext> trust(TurnConfig turn) {
        return turn.servers().stream().anyMatch(server -> server.ports().containsKey(Way.TLS))
                ? Optional.of(Trust.of(turn.authorities()))
                : Optional.empty();
    }

    /// Asks the servers from now on.
    public void start(ScheduledExecutorService scheduler) {
        watch.start(scheduler);
    }

    public TurnWatch watch() {
        return watch;
    }

    public TurnDesk desk() {
        return desk;
    }

    public TurnResource resource() {
        return resource;
    }

    /// STUN servers that answer, the built-in one first.
    public List<HostPort> stunServers() {
        return TurnLists.stun(watch.seen(), ownStun, "");
    }
}
