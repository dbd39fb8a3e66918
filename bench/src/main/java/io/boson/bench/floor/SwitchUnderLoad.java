package io.boson.bench.floor;

import io.boson.bench.load.WireGuardOpening;
import io.boson.bench.process.Floor;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.PrincipalId;
import io.boson.relay.datapath.WireGuardRelay;
import io.boson.relay.datapath.WireGuardRelayConfig;
import io.boson.relay.flow.Pair;
import io.boson.relay.forward.Allowances;
import io.boson.relay.transport.RelayServer;
import io.boson.relay.transport.Security;
import io.boson.relay.udp.UdpConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// The relay whole, its UDP port, its switch and its WebSockets, with a few admitted sessions;
/// nothing of the control plane. Ends have the ids that [RelayUnderLoad] gives them, and the keys
/// of [WireGuardOpening].
public final class SwitchUnderLoad {

    /// Before the port of its WebSockets; the other is UDP's.
    public static final String WEBSOCKETS = "takes WebSockets at port ";

    /// Pairs are numbered from 0.
    public static final int PAIRS = 3;

    private SwitchUnderLoad() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("boson-bench-flows");
        InetSocketAddress home = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        Allowances allowances = RelayUnderLoad.allowances();
        try (WireGuardRelay relay =
                WireGuardRelay.open(
                        WireGuardRelayConfig.defaults(
                                UdpConfig.defaults(home), folder.resolve("flows")),
                        allowances,
                        new Deaf(),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        UUID::randomUUID)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                relay.admit(pair(pair), client(pair));
            }
            relay.start();
            RelayServer sockets = RelayUnderLoad.start(new Security.Plain(), relay, allowances);
            System.out.println(WEBSOCKETS + sockets.port());
            System.out.println(Floor.SERVES + relay.localAddress().getPort());
            Thread.currentThread().join();
        }
    }

    private static Pair pair(int number) {
        return new Pair(
                new SessionId(new UUID(RelayUnderLoad.SESSION, number)),
                WireGuardOpening.client(number),
                WireGuardOpening.node(number),
                Optional.empty(),
                Optional.empty());
    }

    private static ClientEnd client(int number) {
        SessionId session = new SessionId(new UUID(RelayUnderLoad.SESSION, number));
        NodeId node = new NodeId(new UUID(RelayUnderLoad.NODE, number));
        return new ClientEnd(session, node, new PrincipalId(session.toString()));
    }
}
