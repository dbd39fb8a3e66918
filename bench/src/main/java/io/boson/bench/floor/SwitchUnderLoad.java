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
import io.boson.relay.udp.UdpConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// The relay's UDP port with its switch and one admitted session; nothing of the control plane.
public final class SwitchUnderLoad {

    private static final SessionId SESSION = new SessionId(new UUID(0, 1));

    private SwitchUnderLoad() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("boson-bench-flows");
        InetSocketAddress home = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (WireGuardRelay relay =
                WireGuardRelay.open(
                        WireGuardRelayConfig.defaults(
                                UdpConfig.defaults(home), folder.resolve("flows")),
                        Allowances.of(RelayUnderLoad.UNLIMITED_RATES, 16, new Deaf()),
                        new Deaf(),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        UUID::randomUUID)) {
            relay.admit(
                    new Pair(
                            SESSION,
                            WireGuardOpening.CLIENT,
                            WireGuardOpening.NODE,
                            Optional.empty(),
                            Optional.empty()),
                    new ClientEnd(SESSION, new NodeId(new UUID(0, 2)), new PrincipalId("one")));
            relay.start();
            System.out.println(Floor.SERVES + relay.localAddress().getPort());
            Thread.currentThread().join();
        }
    }
}
