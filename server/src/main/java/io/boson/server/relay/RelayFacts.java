package io.boson.server.relay;

import io.boson.events.Event;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionUsage;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes attachments, their use and their ends to the log, in the order in which the relay told of
/// them.
///
/// The relay must not wait, so facts queue here, bounded; while the log is away they stay. If the
/// queue is full the fact is dropped and counted: the sessions go on, and whoever reads the log
/// sees an attachment too few or too many until its session ends.
public final class RelayFacts implements RelayListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayFacts.class);
    private static final int QUEUE_MAX = 100_000;
    private static final int USAGE_MAX = QUEUE_MAX / 2;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration IDLE_LOOK = Duration.ofMillis(200);
    private static final Duration FLUSH_MAX = Duration.ofSeconds(3);

    private final String relay;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final LongAdder dropped = new LongAdder();
    private final Origin origin;

    private volatile boolean closing;
    private volatile Thread writer = Thread.currentThread();

    /// @param relay this relay's id, the same across restarts
    public RelayFacts(String relay, EventLog log, Envelopes envelopes, Clock clock) {
        this.relay = relay;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
        this.origin = Origin.ofServer("relay-" + relay);
    }

    public void start() {
        writer = Thread.ofVirtual().name("relay-facts").start(this::write);
    }

    @Override
    public void clientAttached(SessionId session, NodeId node, ConnectionId connection) {
        offer(new SessionEvent.Attached(session, node, relay, connection.value(), now()));
    }

    @Override
    public void clientDetached(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            DetachReason reason,
            Traffic total,
            Duration ago) {
        offer(
                new SessionEvent.Detached(
                        session,
                        node,
                        relay,
                        connection.value(),
                        word(reason),
                        traffic(total),
                        now().minus(ago).truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public void quotaSpent(SessionId session, NodeId node) {
        LOG.info("Session {} has carried all that it may", session);
        offer(new SessionEvent.Closed(session, node, CloseReason.QUOTA_SPENT, now()));
    }

    @Override
    public void nodeAttached(NodeId node, ConnectionId connection) {
        offer(new SessionEvent.NodeAttached(node, relay, connection.value(), now()));
    }

    @Override
    public void nodeDetached(
            NodeId node, ConnectionId connection, DetachReason reason, Traffic total) {
        offer(
                new SessionEvent.NodeDetached(
                        node, relay, connection.value(), word(reason), traffic(total), now()));
    }

    @Override
    public void clientUsed(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            InetSocketAddress remote,
            Traffic since) {
        // Many, and each says little: they leave room for what must be known.
        if (queue.size() > USAGE_MAX) {
            dropped.increment();
            return;
        }
        offer(
                new SessionUsage(
                        session,
                        node,
                        relay,
                        connection.value(),
                        literal(remote),
                        remote.getPort(),
                        traffic(since),
                        now()));
    }

    /// Takes a fact that did not come from a socket of this run.
    void offer(Event fact) {
        if (!queue.offer(fact)) {
            dropped.increment();
        }
    }

    /// Facts that are still to be written.
    public int waiting() {
        return queue.size();
    }

    /// Facts that found the queue full.
    public long droppedTotal() {
        return dropped.sum();
    }

    private void write() {
        try {
            while (!closing || !queue.isEmpty()) {
                Event fact = queue.poll(IDLE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (fact != null) {
                    append(fact);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.warn("{} facts about attachments were not written", queue.size() + 1);
        }
    }

    private void append(Event fact) throws InterruptedException {
        var envelope = envelopes.of(fact, origin);
        while (true) {
            try {
                log.append(envelope);
                return;
            } catch (LogUnavailableException away) {
                LOG.warn("The log is away, {} facts wait: {}", queue.size() + 1, away.toString());
                if (Thread.interrupted()) {
                    throw new InterruptedException("closed");
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_AFTER.toMillis());
            }
        }
    }

    /// Writes what is queued, for a few seconds at most.
    @Override
    public void close() {
        closing = true;
        if (writer == Thread.currentThread()) {
            return; // never started
        }
        try {
            if (!writer.join(FLUSH_MAX)) {
                writer.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String literal(InetSocketAddress remote) {
        return remote.isUnresolved()
                ? remote.getHostString()
                : remote.getAddress().getHostAddress();
    }

    private static String word(DetachReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static io.boson.events.session.Traffic traffic(Traffic total) {
        return new io.boson.events.session.Traffic(
                total.packetsIn(), total.bytesIn(), total.packetsOut(), total.bytesOut());
    }
}
