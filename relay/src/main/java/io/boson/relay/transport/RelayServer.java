package io.boson.relay.transport;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.Admissions;
import io.boson.relay.EndReason;
import io.boson.relay.RelayListener;
import io.boson.relay.SessionQuota;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.Crossing;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.Switchboard;
import io.boson.relay.wire.RelayFrame;
import io.boson.relay.wire.Train;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The WebSocket relay on a port of its own: `/relay/<session id>` for a client's end,
/// `/relay/<node id>` for a node's. What is spoken is drawn at
/// [io.boson.relay.wire.RelayFrame.Incoming] and [io.boson.relay.wire.RelayFrame.Outgoing].
///
/// Starts once and stops once. All methods may be called from any thread.
public final class RelayServer {

    private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);

    private static final Duration LOOPS_STOP = Duration.ofSeconds(2);

    private static final Duration CERTIFICATE_LOOK = Duration.ofSeconds(10);

    private sealed interface State {

        record Idle() implements State {}

        record Running(EventLoopGroup loops, Channel listening) implements State {}

        record Stopped() implements State {}
    }

    private final RelayConfig config;
    private final RandomGenerator random;
    private final Supplier<Transport> transports;
    private final Station station;
    private State state = new State.Idle();

    /// @param clock what heartbeats say the time is; deadlines and ages use a monotonic clock
    /// @param random spreads the return of peers that are sent away
    /// @param ids names connections
    public RelayServer(
            RelayConfig config,
            Admissions admissions,
            RelayListener listener,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> ids) {
        this(config, admissions, listener, clock, random, ids, Transport::best);
    }

    /// @param crossing where packets go whose receiver has no socket here
    /// @param allowances of ends wherever they send, instead of the configured rates
    public RelayServer(
            RelayConfig config,
            Admissions admissions,
            RelayListener listener,
            Crossing<Train> crossing,
            Allowances allowances,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> ids) {
        this(
                config,
                admissions,
                listener,
                crossing,
                allowances,
                clock,
                random,
                ids,
                Transport::best);
    }

    RelayServer(
            RelayConfig config,
            Admissions admissions,
            RelayListener listener,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> ids,
            Supplier<Transport> transports) {
        this(
                config,
                admissions,
                listener,
                Crossing.none(),
                Allowances.of(config.rates(), config.connectionsMax(), listener),
                clock,
                random,
                ids,
                transports);
    }

    RelayServer(
            RelayConfig config,
            Admissions admissions,
            RelayListener listener,
            Crossing<Train> crossing,
            Allowances allowances,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> ids,
            Supplier<Transport> transports) {
        this.config = config;
        this.random = random;
        this.transports = transports;
        this.station =
                new Station(
                        config,
                        new Switchboard<>(listener, crossing),
                        new AdmissionDesk(
                                admissions,
                                task -> Thread.ofVirtual().name("relay-admission").start(task),
                                config.handshakes().admissionsMax()),
                        new Tally(),
                        new Sockets(config.connectionsMax()),
                        new AcceptRamp(
                                config.handshakes().perSecondMax(),
                                random,
                                Ticker.systemTicker().nanoTime()),
                        allowances,
                        clock,
                        ids);
    }

    /// Listens when it returns.
    ///
    /// @throws IOException where the address cannot be had or the certificate not be used; the
    ///     message names it
    public synchronized void start() throws IOException {
        if (!(state instanceof State.Idle)) {
            throw new IllegalStateException("the relay has been started before");
        }
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        if (address.isUnresolved()) {
            throw new BindException(cannotListen("no such host"));
        }
        Optional<Certificate> certificate = certificate();
        Transport transport = transports.get();
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(
                        config.threads(), new DefaultThreadFactory("relay-io"), transport.io());
        ChannelFuture bound =
                transport
                        .bootstrap()
                        .group(loops)
                        .childHandler(new RelayPipeline(station, certificate))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(loops);
            BindException refused = new BindException(cannotListen(bound.cause().getMessage()));
            refused.initCause(bound.cause());
            throw refused;
        }
        state = new State.Running(loops, bound.channel());
        certificate.ifPresent(shown -> watch(shown, loops));
        LOG.info(
                "relay listens on {}:{} ({}{})",
                config.host(),
                port(),
                transport.name(),
                certificate.isPresent() ? ", " + Certificate.provider() : "");
    }

    /// The port it listens on, also where 0 was configured.
    public synchronized int port() {
        return switch (state) {
            case State.Running running ->
                    ((InetSocketAddress) running.listening().localAddress()).getPort();
            case State.Idle _, State.Stopped _ ->
                    throw new IllegalStateException("the relay is not running");
        };
    }

    /// As [#stop(Optional)], for a relay whose peers know no other way to it than they came.
    public void stop() {
        stop(Optional.empty());
    }

    /// Sends every peer away, telling it when and where to come back, and returns when all have
    /// gone or [RelayConfig#stopTimeout] has passed. By then the listener has been told of every
    /// attachment's end. A second call changes nothing.
    ///
    /// @param url scheme, host and port under which peers reach the relay once it is back
    public synchronized void stop(Optional<String> url) {
        State last = state;
        state = new State.Stopped();
        if (!(last instanceof State.Running(var loops, var listening))) {
            return;
        }
        station.sockets().shut();
        var _ = listening.close().awaitUninterruptibly();
        long spread = spreadMillis(station.sockets().size());
        station.sockets().each(socket -> sendAway(socket, random.nextLong(spread), url));
        boolean allGone = station.sockets().awaitNone(config.stopTimeout());
        shutDown(loops);
        LOG.info("relay stopped{}", allGone ? "" : ", some peers did not answer");
    }

    /// Closes the session's client socket and lets its node forget it. A socket that is being
    /// admitted to this session right now is refused. Unknown sessions are fine.
    public void endSession(SessionId session, EndReason reason) {
        station.switchboard().endSession(session, reason);
    }

    /// Closes the node's socket. Its sessions are ended one by one by the caller.
    public void endNode(NodeId node) {
        station.switchboard().endNode(node);
    }

    /// Sends the node's own socket and those of its clients a control frame with `action` `drain`,
    /// now and to each that attaches later, right after its greeting; until [#resumeNode] or
    /// [#endNode]. Packets flow on.
    ///
    /// @param until by when its sessions should have moved
    public void drainNode(NodeId node, Instant until) {
        station.switchboard().drainNode(node, until);
    }

    /// Newcomers are no longer told of a drain. Nodes that do not drain are fine.
    public void resumeNode(NodeId node) {
        station.switchboard().resumeNode(node);
    }

    /// Sends a packet that did not come over a socket, as if `from` had sent it.
    ///
    /// @return empty where it is queued
    public Optional<DropReason> sendToClient(NodeEnd from, SessionId session, byte[] packet) {
        return sent(from, packet, train -> station.switchboard().toClient(from, session, train));
    }

    /// The same toward a node, as if the session's client had sent it.
    public Optional<DropReason> sendToNode(ClientEnd from, byte[] packet) {
        return sent(
                from,
                packet,
                train -> {
                    SessionQuota quota = station.allowances().quotas().find(from.session());
                    if (quota.isSpent()) {
                        return Optional.of(DropReason.QUOTA);
                    }
                    quota.count(packet.length);
                    return station.switchboard().toNode(from, train);
                });
    }

    /// Out of the same budget as what comes over the sender's sockets.
    private Optional<DropReason> sent(
            Granted from, byte[] packet, Function<Train, Optional<DropReason>> sending) {
        if (packet.length == 0 || packet.length > RelayFrame.BYTES_MAX) {
            throw new IllegalArgumentException("a packet has 1 to 65536 bytes");
        }
        long now = Ticker.systemTicker().nanoTime();
        if (!station.allowances().budgets().take(from, 1, packet.length, now)) {
            station.tally().dropped(DropReason.RATE_LIMITED, 1);
            return Optional.of(DropReason.RATE_LIMITED);
        }
        Train train = Train.of(Unpooled.wrappedBuffer(packet), UnpooledByteBufAllocator.DEFAULT);
        Optional<DropReason> drop = sending.apply(train);
        if (drop.isPresent()) {
            train.release();
            station.tally().dropped(drop.get(), 1);
        }
        return drop;
    }

    public RelayCounters counters() {
        long[] queued = {0};
        station.sockets()
                .each(
                        socket -> {
                            RelayConnection connection = connection(socket);
                            queued[0] += connection == null ? 0 : connection.queuedBytes();
                        });
        return station.tally().sum(station.sockets().size(), queued[0]);
    }

    private Optional<Certificate> certificate() throws IOException {
        return switch (config.security()) {
            case Security.Plain() -> Optional.empty();
            case Security.Tls files -> Optional.of(new Certificate(files));
        };
    }

    private static void watch(Certificate certificate, EventLoopGroup loops) {
        long seconds = CERTIFICATE_LOOK.toSeconds();
        // Reading files blocks, so not on a loop.
        var _ =
                loops.scheduleWithFixedDelay(
                        () ->
                                Thread.ofVirtual()
                                        .name("relay-certificate")
                                        .start(certificate::refresh),
                        seconds,
                        seconds,
                        TimeUnit.SECONDS);
    }

    private String cannotListen(@Nullable String why) {
        return "relay cannot listen on %s:%d: %s".formatted(config.host(), config.port(), why);
    }

    /// Long enough for all to come back at half the rate at which handshakes are let in.
    private long spreadMillis(long peers) {
        long needed = 2 * peers * 1000 / config.handshakes().perSecondMax();
        return Math.max(config.reconnectSpread().toMillis(), needed);
    }

    private static void sendAway(Channel socket, long reconnectAfterMs, Optional<String> url) {
        // On its loop, so that an upgrade has happened or never will.
        socket.eventLoop()
                .execute(
                        () -> {
                            RelayConnection connection = connection(socket);
                            if (connection == null) {
                                var _ = socket.close();
                            } else {
                                connection.leave(reconnectAfterMs, url);
                            }
                        });
    }

    private static @Nullable RelayConnection connection(Channel socket) {
        return socket.pipeline().get(RelayConnection.class);
    }

    private static void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(0, LOOPS_STOP.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * LOOPS_STOP.toMillis());
    }
}
