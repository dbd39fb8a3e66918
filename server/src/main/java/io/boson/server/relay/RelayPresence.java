package io.boson.server.relay;

import io.boson.events.log.EventLog;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.relay.RelayEvent;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log where this relay is reached, so that every instance can send clients to it.
public final class RelayPresence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayPresence.class);

    /// The topic keeps a month.
    private static final Duration EVERY = Duration.ofDays(1);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final String relay;
    private final String endpoint;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;
    private final Origin origin;

    /// @param relay its id, the same across restarts
    /// @param endpoint scheme, host and port
    public RelayPresence(
            String relay, String endpoint, EventLog log, Envelopes envelopes, Clock clock) {
        this.relay = relay;
        this.endpoint = endpoint;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
        this.origin = Origin.ofServer("relay-" + relay);
    }

    /// Now and once a day; where the log is away, again soon.
    public void start(ScheduledExecutorService scheduler) {
        Duration next = tell(new RelayEvent.Started(relay, endpoint, now())) ? EVERY : RETRY_AFTER;
        var _ = scheduler.schedule(() -> start(scheduler), next.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean tell(RelayEvent event) {
        try {
            log.append(envelopes.of(event, origin));
            return true;
        } catch (LogUnavailableException away) {
            LOG.warn("The log does not know of this relay yet: {}", away.toString());
            return false;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        tell(new RelayEvent.Stopped(relay, now()));
    }
}
