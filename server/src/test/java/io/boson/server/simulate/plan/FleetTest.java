package io.boson.server.simulate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.curve.WireGuardKeys;
import io.boson.server.simulate.plan.Fleet.Part;
import io.boson.server.simulate.plan.Fleet.Role;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Duration BEAT = Duration.ofSeconds(10);

    @Test
    void theSameSeedIsTheSameFleetAndAnotherIsAnother() {
        assertThat(nodes(7, 40)).isEqualTo(nodes(7, 40)).doesNotContainAnyElementsOf(nodes(8, 40));
        assertThat(fleet(7, 0, 60).clients()).isEqualTo(fleet(7, 0, 60).clients());
        assertThat(fleet(7, 0, 60).clients())
                .doesNotContainAnyElementsOf(fleet(8, 0, 60).clients());
    }

    @Test
    void aLargerFleetContainsTheSmaller() {
        assertThat(nodes(7, 40).subList(0, 10)).isEqualTo(nodes(7, 10));
    }

    @Test
    void noTwoAreTheSameAndAllAreWellFormed() {
        List<SimulatedNode> nodes = nodes(3, 500);

        assertThat(nodes).extracting(SimulatedNode::id).doesNotHaveDuplicates();
        assertThat(nodes).extracting(SimulatedNode::publicKey).doesNotHaveDuplicates();
        assertThat(nodes).extracting(SimulatedNode::ipv4).doesNotHaveDuplicates();
        assertThat(nodes).extracting(SimulatedNode::id).extracting(UUID::version).containsOnly(4);
        assertThat(nodes).extracting(SimulatedNode::id).extracting(UUID::variant).containsOnly(2);
        assertThat(nodes).allMatch(n -> Base64.getDecoder().decode(n.publicKey()).length == 32);
        assertThat(nodes).allMatch(n -> n.city().country().matches("[A-Z]{2}"));
        assertThat(nodes).allMatch(n -> Math.abs(n.latitude() - n.city().latitude()) <= 0.21);
        assertThat(nodes).allMatch(n -> n.capacity().maxConnections() >= 5);
        assertThat(nodes).allMatch(n -> n.capacity().down() >= n.capacity().up());
    }

    @Test
    void aFleetIsMixed() {
        List<SimulatedNode> nodes = nodes(3, 500);

        assertThat(nodes).extracting(SimulatedNode::nat).contains(Nat.values());
        assertThat(nodes.stream().map(n -> n.city().country()).distinct().count())
                .isGreaterThan(20);
        assertThat(nodes).extracting(n -> n.capacity().maxConnections()).anyMatch(n -> n >= 200);
        assertThat(nodes).extracting(n -> n.capacity().maxConnections()).anyMatch(n -> n <= 10);
        assertThat(fleet(3, 0, 500).clients())
                .extracting(role -> role.client().wish().getClass().getSimpleName())
                .contains("Anything", "InCountry", "Bandwidth", "Latency");
    }

    @Test
    void faultsStrikeTheShareThatWasAskedFor() {
        Fleet fleet =
                Fleet.draw(5, 50, 40, new Faults(20, 10, 0, 25, 0), BEAT, Duration.ofSeconds(8));

        assertThat(count(fleet, Phase.DEGRADED)).isBetween(5L, 10L); // some fall silent first
        assertThat(count(fleet, Phase.SILENT)).isEqualTo(5);
        assertThat(fleet.clients().stream().filter(r -> r.script().drops()).count()).isEqualTo(10);
        assertThat(fleet(5, 50, 40).nodes()).noneMatch(reaches(Phase.DEGRADED));
        assertThat(fleet(5, 50, 40).nodes()).noneMatch(reaches(Phase.SILENT));
    }

    @Test
    void clientsHoldTheirSessionsAboutAsLongAsAsked() {
        List<Role> clients = fleet(5, 0, 100).clients();

        assertThat(clients)
                .allSatisfy(
                        role ->
                                assertThat(role.script().holds(0))
                                        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12)));
        assertThat(clients.stream().map(role -> role.script().holds(1)).distinct().count())
                .isGreaterThan(90);
    }

    /// RFC 7748 section 6.1, Alice's.
    @Test
    void aPublicKeyBelongsToItsPrivateOne() {
        HexFormat hex = HexFormat.of();
        byte[] secret =
                hex.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] expected =
                hex.parseHex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");

        assertThat(WireGuardKeys.publicKey(secret))
                .isEqualTo(Base64.getEncoder().encodeToString(expected));
    }

    private static long count(Fleet fleet, Phase phase) {
        return fleet.nodes().stream().filter(reaches(phase)).count();
    }

    private static Predicate<Part> reaches(Phase phase) {
        return part -> {
            for (int second = 0; second < 120; second++) {
                if (part.script().phaseAt(Duration.ofSeconds(second)) == phase) {
                    return true;
                }
            }
            return false;
        };
    }

    private static List<SimulatedNode> nodes(long seed, int count) {
        return fleet(seed, count, 0).nodes().stream().map(Part::node).toList();
    }

    private static Fleet fleet(long seed, int nodes, int clients) {
        return Fleet.draw(seed, nodes, clients, Faults.NONE, BEAT, Duration.ofSeconds(8));
    }
}
