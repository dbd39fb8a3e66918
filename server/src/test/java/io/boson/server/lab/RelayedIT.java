package io.boson.server.lab;

import static io.boson.server.lab.Patience.EVERY;
import static io.boson.server.lab.Patience.RETRY;
import static io.boson.server.lab.Patience.SETTLED;
import static io.boson.server.lab.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.lab.Home.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two WireGuard peers behind two NATs, and nothing between them but Boson.
///
/// One pair answers pings from the beginning: after two minutes WireGuard changes its keys, and the
/// last case looks at how that went.
@ExtendWith(OnLabMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RelayedIT {

    /// A keepalive is what a node that hears nothing more sends first.
    private static final Duration KEEPALIVE = Duration.ofSeconds(27);

    /// WireGuard asks anew for a peer that has been silent for 15 s.
    private static final Duration HANDSHAKE = Duration.ofSeconds(22);

    private static final Duration REKEY_AFTER = Duration.ofMinutes(2);
    private static final String RELAY_IPV6 = "[" + Lab.PUBLIC_IPV6 + "]:51820";

    /// In a second.
    private static final int LOST_MAX = 10;

    private static final int INITIATION_BYTES = 148;

    private final Lab lab;
    private final LabServer server;
    private final LabNode cone;
    private final LabNode symmetric;
    private final LabClient client;
    private final LabClient hidden;
    private final LabClient steady;
    private final WireGuard steadyTunnel;
    private final Ping steadyPing;
    private final Instant steadySince;

    RelayedIT(@TempDir Path folder) {
        lab = Lab.build(folder);
        server = LabServer.start(lab);
        cone = LabNode.start(lab, 1, Mapping.CONE, server.enrolmentKey());
        symmetric = LabNode.start(lab, 2, Mapping.SYMMETRIC, server.enrolmentKey());
        client = new LabClient(lab, lab.home(Mapping.CONE));
        hidden = new LabClient(lab, lab.home(Mapping.SYMMETRIC));
        steady = new LabClient(lab, lab.home(Mapping.SYMMETRIC));
        steadyTunnel = steady.up(steady.open(symmetric).file(), symmetric);
        steadyPing = steady.ping(symmetric.web().address(), EVERY);
        steadyPing.first(Instant.EPOCH, SOON);
        steadySince = steadyTunnel.latestHandshake();
    }

    @AfterAll
    void remove() {
        lab.close();
    }

    /// The node has been told of its client, and tries to reach it before the client begins.
    @Test
    @Order(1)
    void theNodeFirst() {
        ClientFile file = client.open(cone).file();
        await("the node speaks")
                .atMost(SOON)
                .until(
                        () ->
                                cone.wireGuard().hasPeer(file.publicKey())
                                        && cone.wireGuard().sent() >= INITIATION_BYTES);
        Trial.of("cone NATs, the node first", client, file, cone, RETRY);
    }

    /// The client has asked and asked again before the node has ever spoken.
    @Test
    @Order(2)
    void theClientFirst() {
        LabNode late = LabNode.start(lab, 3, Mapping.SYMMETRIC, server.enrolmentKey());
        late.pause();
        ClientFile file = hidden.open(late).file();
        try (WireGuard tunnel = hidden.up(file, late)) {
            Figures figures = new Figures("symmetric NATs, the client first");
            try (Ping ping = hidden.ping(late.web().address(), EVERY)) {
                await("two initiations")
                        .atMost(RETRY.multipliedBy(2))
                        .until(() -> tunnel.sent() >= 2 * INITIATION_BYTES);
                assertThat(ping.count()).isZero();
                Instant wakes = Instant.now();
                late.resume(server.enrolmentKey());
                figures.took("first answer", ping.first(wakes, RETRY.plus(SOON)));
            }
            late.web().fetch(hidden.home().machine(), late.web().address());
            Trial.streams(figures, hidden, late);
        }
    }

    @Test
    @Order(3)
    void theClientOverAWebSocket() {
        new OverWebSocket(lab).client(hidden, cone);
    }

    @Test
    @Order(4)
    void overIpv6AndWithin() {
        LabClient six = new LabClient(lab, lab.home(Mapping.CONE));
        ClientFile file = six.open(cone).file().through(RELAY_IPV6);
        Instant start = Instant.now();
        try (WireGuard tunnel = six.up(file, cone)) {
            Figures figures = new Figures("the client on IPv6, and IPv6 in the tunnel");
            try (Ping ping = six.ping(cone.web().addressIpv6(), EVERY)) {
                figures.took("first answer", ping.first(start, RETRY));
            }
            cone.web().fetch(six.home().machine(), cone.web().addressIpv6());
            assertThat(tunnel.endpoint()).isEqualTo(RELAY_IPV6);
            Trial.streams(figures, six, cone);
        }
    }

    @Test
    @Order(5)
    void threeClientsOnTwoNodes() {
        List<LabClient> clients =
                List.of(client, hidden, new LabClient(lab, lab.home(Mapping.SYMMETRIC)));
        List<WireGuard> tunnels = new ArrayList<>();
        List<Ping> pings = new ArrayList<>();
        for (LabNode node : List.of(cone, symmetric)) {
            for (LabClient each : clients) {
                tunnels.add(each.up(each.open(node).file(), node));
                pings.add(each.ping(node.web().address(), EVERY));
            }
        }
        Instant all = Instant.now();
        Figures figures = new Figures("three clients on two nodes, after all six began");
        for (Ping ping : pings) {
            figures.took("answer", ping.first(all, RETRY));
        }
        Instant steadyFrom = Instant.now();
        for (Ping ping : pings) {
            assertThat(ping.silence(steadyFrom, SETTLED, SOON)).isLessThan(SOON);
            figures.ping(ping);
            ping.close();
        }
        tunnels.forEach(WireGuard::close);
        figures.print();
    }

    /// All of a client's traffic but that of the tunnel itself goes through the tunnel.
    @Test
    @Order(6)
    void aPersonConnects() throws IOException {
        LabClient person = new LabClient(lab, lab.home(Mapping.CONE));
        Path file = lab.file(lab.device() + ".conf");
        Files.writeString(file, person.connect(cone).text());
        Instant start = Instant.now();
        person.home().machine().run("wg-quick", "up", file.toString());
        Figures figures = new Figures("boson connect and wg-quick, all traffic in the tunnel");
        try (Ping ping = person.ping(cone.web().address(), EVERY)) {
            figures.took("first answer", ping.first(start, RETRY));
        }
        cone.web().fetch(person.home().machine(), cone.web().addressIpv6());
        Trial.streams(figures, person, cone);
        person.home().machine().run("wg-quick", "down", file.toString());
    }

    @Test
    @Order(7)
    void theClientsNatChangesItsPort() {
        new InMidFlow(client, cone)
                .goesOn(
                        "the client's NAT changes its port",
                        SOON,
                        () -> client.home().rebind(20_000));
    }

    @Test
    @Order(8)
    void theNodesNatChangesItsPort() {
        new InMidFlow(client, cone)
                .goesOn(
                        "the node's NAT changes its port",
                        KEEPALIVE,
                        () -> cone.home().rebind(30_000));
    }

    @Test
    @Order(9)
    void theNodesRouterRestarts() {
        new InMidFlow(client, cone)
                .isTold("the node's router restarts", () -> cone.home().restart(40_000));
    }

    @Test
    @Order(10)
    void theClientsAddressChanges() {
        new InMidFlow(client, cone)
                .goesOn("the client's address changes", HANDSHAKE, () -> client.home().move(201));
    }

    @Test
    @Order(11)
    void aClosedSessionCarriesNothing() {
        new InMidFlow(client, cone).isSilentOnceClosed();
    }

    /// One interface with two peers.
    @Test
    @Order(12)
    void oneKeyOnTwoNodes() {
        String key = WireGuard.newKey();
        ClientFile one = hidden.open(cone, key).file();
        ClientFile other = hidden.open(symmetric, key).file();
        Instant start = Instant.now();
        Figures figures = new Figures("one client key on two nodes at once");
        try (WireGuard _ = hidden.up(one, cone, other, symmetric);
                Ping toOne = hidden.ping(cone.web().address(), EVERY);
                Ping toOther = hidden.ping(symmetric.web().address(), EVERY)) {
            figures.took("first answer", toOne.first(start, RETRY));
            figures.took("of the other", toOther.first(start, RETRY));
            Instant both = Instant.now();
            assertThat(toOne.silence(both, SETTLED, SOON)).isLessThan(SOON);
            assertThat(toOther.silence(both, SETTLED, SOON)).isLessThan(SOON);
            figures.ping(toOne).ping(toOther).print();
        }
    }

    /// The only way out of its home.
    @Test
    @Order(13)
    void theNodeOverIpv6() {
        LabNode six = LabNode.start(lab, 4, Mapping.CONE, server.enrolmentKey());
        six.home().shut("ip protocol udp");
        ClientFile file = client.open(six).file();
        await("the node hears of its client")
                .atMost(SOON)
                .until(() -> six.wireGuard().hasPeer(file.publicKey()));
        six.wireGuard().point(file.publicKey(), RELAY_IPV6);
        Trial.of("the node on IPv6", client, file, six, RETRY.plus(SOON));
        assertThat(six.wireGuard().endpoint()).isEqualTo(RELAY_IPV6);
    }

    @Test
    @Order(14)
    void theNodeOverAWebSocketThenBoth() {
        LabNode shut = LabNode.start(lab, 5, Mapping.CONE, server.enrolmentKey());
        shut.home().shut("meta l4proto udp");
        new OverWebSocket(lab).node(client, shut);
        new OverWebSocket(lab).both(client, shut);
    }

    @Test
    @Order(15)
    @Timeout(160)
    void theKeysChange() {
        await("a second handshake")
                .atMost(REKEY_AFTER.plus(SOON))
                .until(() -> steadyTunnel.latestHandshake().isAfter(steadySince.plus(SOON)));
        Instant rekeyed = steadyTunnel.latestHandshake();
        steadyPing.first(rekeyed.plus(SETTLED), SETTLED.plus(SOON));
        // Whole seconds is how WireGuard tells them.
        Instant begin = rekeyed.minusSeconds(1);
        Duration ever = steadyPing.longestSilence(steadySince.plus(SOON));
        // A machine that is too busy makes silences, too, and loses nothing.
        new Figures("the keys change after two minutes of pings")
                .took("longest silence then", steadyPing.longestSilence(begin))
                .lost(steadyPing, begin)
                .took("silence ever", ever)
                .lost(steadyPing, steadySince)
                .ping(steadyPing)
                .drops(server)
                .print();
        assertThat(steadyPing.lost(begin)).isLessThan(LOST_MAX);
        assertThat(ever).isLessThan(RETRY);
    }
}
