package io.boson.server.turn;

import io.boson.server.config.HostPort;
import io.boson.server.config.TurnServer;
import io.boson.server.config.TurnServer.Way;
import io.boson.server.turn.stun.TurnClient;
import io.boson.server.turn.stun.TurnRefusedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// Asks a server what a client would ask it, and measures. An allocation is given back at once.
final class TurnCheck {

    /// In the server's log this is us.
    private static final String PRINCIPAL = "boson:check";

    private static final Duration CREDENTIALS_LIFE = Duration.ofMinutes(2);
    private static final int WHY_CHARS_MAX = 120;

    private final Optional<SSLContext> trust;
    private final RandomGenerator random;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /// @param trust where any server has TLS
    /// @param random bears many threads
    /// @param nanoTime a monotonic clock, in nanoseconds
    TurnCheck(
            Optional<SSLContext> trust,
            RandomGenerator random,
            Clock clock,
            LongSupplier nanoTime) {
        this.trust = trust;
        this.random = random;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /// Blocks for some seconds where the server does not answer.
    ///
    /// @param secrets the newest first; not empty
    Sighting look(TurnServer server, Ask ask, List<TurnSecret> secrets) {
        try {
            return ask(server, ask, secrets);
        } catch (TurnRefusedException refused) {
            return refused.code() == TurnRefusedException.MISMATCH
                    ? again(server, ask, secrets)
                    : new Sighting.Fails(why(refused));
        } catch (IOException failed) {
            return new Sighting.Fails(why(failed));
        }
    }

    /// From another port, once.
    private Sighting again(TurnServer server, Ask ask, List<TurnSecret> secrets) {
        try {
            return ask(server, ask, secrets);
        } catch (IOException failed) {
            return new Sighting.Fails(why(failed));
        }
    }

    private Sighting ask(TurnServer server, Ask ask, List<TurnSecret> secrets) throws IOException {
        return switch (ask) {
            case STUN -> bind(server);
            case UDP -> allocate(server, Way.UDP, secrets);
            case TCP -> allocate(server, Way.TCP, secrets);
            case TLS -> allocate(server, Way.TLS, secrets);
        };
    }

    private Sighting bind(TurnServer server) throws IOException {
        try (TurnClient client = connect(server, Way.UDP)) {
            long begin = nanoTime.getAsLong();
            var _ = client.binding();
            return new Sighting.Bound(since(begin));
        }
    }

    private Sighting allocate(TurnServer server, Way way, List<TurnSecret> secrets)
            throws IOException {
        TurnRefusedException refused = null;
        for (TurnSecret secret : secrets) {
            String username =
                    TurnSecret.username(clock.instant().plus(CREDENTIALS_LIFE), PRINCIPAL);
            try (TurnClient client = connect(server, way)) {
                long begin = nanoTime.getAsLong();
                TurnClient.Allocation allocation = client.allocate(secret.sign(username));
                Duration took = since(begin);
                client.release();
                return new Sighting.Relays(took, allocation.realm(), secret);
            } catch (TurnRefusedException no) {
                if (no.code() != TurnRefusedException.UNAUTHENTICATED) {
                    throw no;
                }
                refused = no;
            }
        }
        return new Sighting.Fails(
                "takes none of our secrets"
                        + (refused == null ? "" : " (" + refused.getMessage() + ")"));
    }

    private TurnClient connect(TurnServer server, Way way) throws IOException {
        HostPort at = server.at(way);
        return switch (way) {
            case UDP -> TurnClient.udp(at.host(), at.port(), random);
            case TCP -> TurnClient.tcp(at.host(), at.port(), random);
            case TLS -> TurnClient.tls(at.host(), at.port(), trust.orElseThrow(), random);
        };
    }

    private Duration since(long begin) {
        return Duration.ofNanos(nanoTime.getAsLong() - begin);
    }

    private static String why(IOException failed) {
        String text =
                failed instanceof java.net.UnknownHostException
                        ? "its name is not known"
                        : String.valueOf(failed.getMessage());
        return text.substring(0, Math.min(text.length(), WHY_CHARS_MAX));
    }
}
