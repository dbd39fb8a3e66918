package io.boson.projections.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NatType;
import io.boson.events.node.NetworkInfo;
import io.boson.events.routing.NatFacts;
import io.boson.events.routing.NodeReach;
import io.boson.events.session.RouteReason;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTypesTest {

    private static Optional<String> text(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(cell);
    }

    /// The node's address is 198.51.100.4 as the server saw it, its port 51820.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        198.51.100.4 | Symmetric      | -                  | Symmetric      | -            | node-without-nat
        192.168.1.5  | FullCone       | 198.51.100.4:40123 | Symmetric      | -            | node-full-cone
        192.168.1.5  | FullCone       | 198.51.100.4       | Symmetric      | -            | node-full-cone
        192.168.1.5  | FullCone       | -                  | Symmetric      | -            | node-address-unknown
        192.168.1.5  | FullCone       | 192.168.1.5:51820  | Symmetric      | -            | node-address-unknown
        192.168.1.5  | RestrictedCone | 198.51.100.4       | FullCone       | 192.0.2.7:99 | node-address-unknown
        192.168.1.5  | RestrictedCone | 198.51.100.4:40123 | FullCone       | 192.0.2.7    | client-address-unknown
        192.168.1.5  | RestrictedCone | 198.51.100.4:40123 | Symmetric      | 192.0.2.7:99 | hole-punching
        192.168.1.5  | RestrictedCone | 198.51.100.4:40123 | PortRestricted | 192.0.2.7:99 | hole-punching
        192.168.1.5  | PortRestricted | 198.51.100.4:40123 | PortRestricted | 192.0.2.7:99 | hole-punching
        192.168.1.5  | PortRestricted | 198.51.100.4:40123 | Symmetric      | 192.0.2.7:99 | nats-incompatible
        192.168.1.5  | Symmetric      | 198.51.100.4:40123 | PortRestricted | 192.0.2.7:99 | nats-incompatible
        192.168.1.5  | Symmetric      | 198.51.100.4:40123 | Symmetric      | 192.0.2.7:99 | nats-incompatible
        192.168.1.5  | Symmetric      | 198.51.100.4:40123 | RestrictedCone | 192.0.2.7:99 | hole-punching
        """)
    void followFromBothNats(
            String ipv4,
            String nodeNat,
            String nodeMapped,
            String clientNat,
            String clientMapped,
            String reason) {
        NetworkInfo network =
                new NetworkInfo(
                        ipv4,
                        Optional.empty(),
                        NatType.parse(nodeNat).orElseThrow(),
                        text(nodeMapped),
                        51820,
                        "198.51.100.4");
        NatFacts client = NatFacts.of(NatType.parse(clientNat).orElseThrow(), text(clientMapped));
        RouteReason expected =
                RouteReason.valueOf(reason.toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(RouteTypes.between(NodeReach.of(network), client)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.4, Symmetric,      -,                  198.51.100.4:51820",
        "192.168.1.5,  FullCone,       198.51.100.4,       198.51.100.4:51820",
        "192.168.1.5,  FullCone,       2001:db8::4,        [2001:db8:0:0:0:0:0:4]:51820",
        "192.168.1.5,  PortRestricted, 198.51.100.4:40123, 198.51.100.4:40123",
        "192.168.1.5,  PortRestricted, 198.51.100.4,       -",
        "127.0.0.1,    PortRestricted, -,                  -",
    })
    void aDirectRouteLeadsSomewhere(String ipv4, String nat, String mapped, String endpoint) {
        NetworkInfo network =
                new NetworkInfo(
                        ipv4,
                        Optional.empty(),
                        NatType.parse(nat).orElseThrow(),
                        text(mapped),
                        51820,
                        ipv4.startsWith("127") ? ipv4 : "198.51.100.4");
        assertThat(NodeReach.endpoint(network)).isEqualTo(text(endpoint));
    }
}
