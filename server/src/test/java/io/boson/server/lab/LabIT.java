package io.boson.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.lab.Home.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The lab without a server: what it is, and what it carries where something dumber is in between.
@ExtendWith(OnLabMachine.class)
class LabIT {

    private static final int PORT = 51_820;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PINGS = 20;
    private static final Duration EVERY = Duration.ofMillis(100);

    @TempDir Path folder;

    @Test
    void peersMeetOverPubAndNowhereElse() {
        try (Lab lab = Lab.build(folder)) {
            Home client = lab.home(Mapping.CONE);
            Home node = lab.home(Mapping.SYMMETRIC);
            Web web = Web.build(lab, 1, node.machine());
            assertThat(reaches(client, Lab.PUBLIC)).isTrue();
            assertThat(reaches(client, Lab.PUBLIC_IPV6)).isTrue();
            assertThat(reaches(client, "203.0.113.102")).as("the node's NAT").isFalse();
            assertThat(reaches(client, "2001:db8:77:2::2")).as("the node").isFalse();
            assertThat(reaches(client, web.address())).as("the web server").isFalse();
            assertThat(reaches(node, web.address())).isTrue();

            PlainForwarder.start(lab, PORT);
            String clientKey = WireGuard.newKey();
            String nodeKey = WireGuard.newKey();
            WireGuard nodesEnd = peer(lab, node, nodeKey, "100.96.0.2/32", clientKey);
            nodesEnd.up(1420, List.of("100.96.0.1/16"));
            WireGuard clientsEnd = peer(lab, client, clientKey, "0.0.0.0/0", nodeKey);
            Instant start = Instant.now();
            clientsEnd.up(1420, List.of("100.96.0.2/32"));
            clientsEnd.route(web.network() + ".0/24");
            Figures figures = new Figures("a plain forwarder");
            LabClient tester = new LabClient(lab, client);
            try (Ping ping = tester.ping(web.address(), EVERY)) {
                figures.took("first answer", ping.first(start, PATIENCE));
                await("answers").atMost(PATIENCE).until(() -> ping.count() >= PINGS);
                figures.ping(ping);
            }
            web.fetch(client.machine(), web.address());
            figures.rate("up", web.up(client.machine())).rate("down", web.down(client.machine()));
            figures.print();
        }
    }

    private static WireGuard peer(Lab lab, Home home, String key, String allowed, String other) {
        String device = lab.device();
        WireGuard end =
                lab.owns(WireGuard.start(home.machine(), device, lab.file(device + ".log")));
        end.configure(
                """
                [Interface]
                PrivateKey = %s
                [Peer]
                PublicKey = %s
                AllowedIPs = %s
                Endpoint = %s:%d
                PersistentKeepalive = 25
                """
                        .formatted(key, WireGuard.publicKey(other), allowed, Lab.PUBLIC, PORT));
        return end;
    }

    private static boolean reaches(Home from, String address) {
        return from.machine().succeeds("ping", "-nqc1", "-W1", address);
    }
}
