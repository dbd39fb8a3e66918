package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.EndReason;
import io.boson.relay.RelayListener;
import io.boson.relay.flow.Pair;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.Crossing;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.udp.UdpPort;
import io.boson.relay.wire.Train;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Unmodified WireGuard over one UDP port, and across to the WebSockets.
///
/// While both ends of a session hold a WebSocket its packets go across without this, unless an end
/// has proven since to be on UDP: of two places of one end, the one it last sent a genuine packet
/// from wins. Handshakes are shown to the switch as long as they may be answers to somebody on UDP.
///
/// Starts once and stops once. All methods may be called from any thread; none waits but [#close].
public final class WireGuardRelay implements Crossing<Train>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WireGuardRelay.class);

    /// @param ids names attachments
    record Parts(
            WireGuardRelayConfig config,
            Allowances allowances,
            RelayListener listener,
            Supplier<UUID> ids) {}

    private final Ways ways = new Ways();
    private final Map<Whose, Endpoint<Train>> sockets = new ConcurrentHashMap<>();
    private volatile Optional<String> failure = Optional.empty();
    private final Intray intray;
    private final FlowTableWriter tables;
    private final SwitchHandler handler;
    private final UdpPort port;

    private WireGuardRelay(Parts parts, InstantSource clock, RandomGenerator random)
            throws IOException {
        WireGuardRelayConfig config = parts.config();
        FlowTableFile file = new FlowTableFile(config.flowTable());
        long now = System.nanoTime();
        intray = new Intray(config.inbound());
        Departures departures = new Departures(intray);
        tables = new FlowTableWriter(file, clock);
        handler = new SwitchHandler(parts, ways, intray, departures, tables, random, now);
        port = UdpPort.open(config.udp(), config.stun(), random.nextLong(), handler, this::broken);
        departures.through(port.transport());
        intray.wakeBy(port.transport()::wakeup);
        file.read(clock.instant())
                .ifPresent(
                        found -> {
                            int count = handler.restore(found.table(), found.away(), now);
                            LOG.info("{} handshakes go on, {} after", count, found.away());
                        });
    }

    /// Binds, and takes up the flows of the relay before; nothing is received before [#start].
    ///
    /// @param allowances of ends wherever they send
    /// @param listener told of clients and nodes on UDP, by the switch's thread: it must not wait
    /// @param random unpredictable, and good for several threads
    /// @param ids names attachments
    /// @throws IOException where the address cannot be bound
    public static WireGuardRelay open(
            WireGuardRelayConfig config,
            Allowances allowances,
            RelayListener listener,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> ids)
            throws IOException {
        return new WireGuardRelay(new Parts(config, allowances, listener, ids), clock, random);
    }

    public void start() {
        port.start();
        LOG.info("relay listens on UDP {}", port.localAddress());
    }

    /// Where it is bound, with the port that was taken.
    public InetSocketAddress localAddress() {
        return port.localAddress();
    }

    /// Why no datagram is received any more; empty while all is well. WebSockets go on.
    public Optional<String> failure() {
        return failure;
    }

    /// Lets two peers exchange packets, or tells where to expect them. The same again changes
    /// nothing.
    ///
    /// @param client whose session it is, and who answers for what it sends over UDP
    public void admit(Pair pair, ClientEnd client) {
        intray.offer(new Errand.Admit(pair, client));
    }

    /// Ends a session's packets; unknown ones are fine.
    public void withdraw(SessionId session, EndReason reason) {
        intray.offer(new Errand.Withdraw(session, reason));
    }

    @Override
    public void attached(Granted end, Endpoint<Train> endpoint) {
        Whose whose = Whose.of(end);
        sockets.put(whose, endpoint);
        intray.offer(new Errand.Open(whose, endpoint));
    }

    @Override
    public void detached(Granted end, Endpoint<Train> endpoint) {
        Whose whose = Whose.of(end);
        sockets.remove(whose, endpoint);
        intray.offer(new Errand.Close(whose, endpoint));
    }

    @Override
    public boolean claims(Granted from, SessionId session, Train packet) {
        Ways.Way way = ways.find(session);
        if (way == null) {
            return false;
        }
        if (way.isSwitched()) {
            return take(from, Optional.of(session), packet);
        }
        if (packet.isHandshake() && way.isContested(System.nanoTime())) {
            Train copy =
                    new Train(
                            packet.frames().retainedDuplicate(),
                            packet.packets(),
                            packet.bytes(),
                            true);
            if (!take(from, Optional.of(session), copy)) {
                copy.release();
            }
        }
        return false;
    }

    @Override
    public boolean offer(Granted from, SessionId session, Train packet) {
        Ways.Way way = ways.find(session);
        return way != null
                && way.node().equals(from.node())
                && take(from, Optional.of(session), packet);
    }

    @Override
    public boolean offer(NodeEnd from, Train packet) {
        return take(from, Optional.empty(), packet);
    }

    /// Only of an end that has a socket: the switch knows packets by where they came from.
    private boolean take(Granted end, Optional<SessionId> session, Train packet) {
        Whose from = Whose.of(end);
        if (!sockets.containsKey(from) || failure.isPresent()) {
            return false;
        }
        intray.offer(new Inbound(from, session, packet), System.nanoTime());
        return true;
    }

    public WireGuardCounters counters() {
        return new WireGuardCounters(
                port.counters(),
                port.stunCounters(),
                handler.counts(),
                intray.drops(),
                intray.bytes(),
                intray.strayed(),
                intray.lost(),
                port.handlerFailures(),
                tables.failures());
    }

    private void broken(IOException cause) {
        failure = Optional.of(String.valueOf(cause.getMessage()));
    }

    /// Handles the batch in hand, saves the flows, and tells the ends of all attachments.
    @Override
    public void close() {
        port.close();
        intray.close();
        handler.end();
    }
}
