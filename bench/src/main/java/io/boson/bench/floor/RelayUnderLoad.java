package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission;
import io.boson.relay.PrincipalId;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.Crossing;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.transport.HandshakeLimits;
import io.boson.relay.transport.RelayConfig;
import io.boson.relay.transport.RelayServer;
import io.boson.relay.transport.Security;
import io.boson.relay.wire.Train;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/// The relay itself, without control plane: whoever asks for the node or the session of a pair is
/// that end of it. Arguments: the certificate and the key for wss, or none.
///
/// Ids: `1-<pair>` is the node of pair, `2-<pair>` its session, as most and least significant bits.
public final class RelayUnderLoad {

    public static final long NODE = 1;
    public static final long SESSION = 2;

    /// As much as the configuration takes: the rate is what is measured.
    private static final RateLimit UNLIMITED = new RateLimit(16L << 30, 1 << 30);

    private static final int ENDS_MAX = 1 << 16;
    private static final int HANDSHAKES_PER_SECOND = 100_000;

    private RelayUnderLoad() {}

    public static void main(String[] args) throws Exception {
        Security security =
                args.length == 0
                        ? new Security.Plain()
                        : new Security.Tls(Path.of(args[0]), Path.of(args[1]));
        RelayServer relay = start(security, Crossing.none(), allowances());
        System.out.println(Floor.SERVES + relay.port());
        Thread.currentThread().join();
    }

    /// @param crossing where packets go whose receiver has no socket
    static RelayServer start(Security security, Crossing<Train> crossing, Allowances allowances)
            throws IOException {
        RelayConfig config =
                RelayConfig.defaults("127.0.0.1", 0)
                        .with(HandshakeLimits.DEFAULT.withPerSecondMax(HANDSHAKES_PER_SECOND))
                        .with(security);
        RelayServer relay =
                new RelayServer(
                        config,
                        request -> admit(UUID.fromString(request.id())),
                        new Deaf(),
                        crossing,
                        allowances,
                        Clock.systemUTC(),
                        new Random(1),
                        UUID::randomUUID);
        relay.start();
        return relay;
    }

    /// For every transport of one relay.
    static Allowances allowances() {
        SendingRates rates = new SendingRates(UNLIMITED, UNLIMITED, UNLIMITED);
        return Allowances.of(rates, ENDS_MAX, new Deaf());
    }

    private static Admission admit(UUID id) {
        NodeId node = new NodeId(new UUID(NODE, id.getLeastSignificantBits()));
        return id.getMostSignificantBits() == NODE
                ? new Admission.NodeEnd(node)
                : new Admission.ClientEnd(new SessionId(id), node, new PrincipalId(id.toString()));
    }
}
