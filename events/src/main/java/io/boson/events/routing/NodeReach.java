package io.boson.events.routing;

import io.boson.events.node.NatType;
import io.boson.events.node.NetworkInfo;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/// How far packets from outside reach a node.
///
/// @param withoutNat whether the address it states for itself is public and the one that its
///     registration came from
public record NodeReach(boolean withoutNat, NatFacts nat) {

    public static NodeReach of(NetworkInfo network) {
        NatFacts stated = NatFacts.of(network.natType(), network.stunMappedAddress());
        return new NodeReach(
                withoutNat(network),
                new NatFacts(
                        stated.natType(),
                        stated.mappedAddress(),
                        stated.mappedPort() || keepsPort(stated)));
    }

    private static boolean withoutNat(NetworkInfo network) {
        return network.ipv4().equals(network.publicIp())
                && MappedAddress.parse(network.ipv4()).isPresent();
    }

    /// A full cone that names no port outside is taken to keep the one inside, as home routers do.
    private static boolean keepsPort(NatFacts nat) {
        return nat.natType() == NatType.FULL_CONE && nat.mappedAddress();
    }

    /// Where a client sends its packets to, as far as that is known: `198.51.100.4:51820`.
    public static Optional<String> endpoint(NetworkInfo network) {
        if (withoutNat(network)) {
            return Optional.of(network.publicIp() + ':' + network.localPort());
        }
        boolean cone = network.natType() == NatType.FULL_CONE;
        return network.stunMappedAddress()
                .flatMap(MappedAddress::parse)
                .flatMap(
                        mapped ->
                                port(mapped, cone, network.localPort()).stream()
                                        .mapToObj(port -> literal(mapped.address()) + ':' + port)
                                        .findFirst());
    }

    private static OptionalInt port(MappedAddress mapped, boolean cone, int localPort) {
        return mapped.port().isEmpty() && cone ? OptionalInt.of(localPort) : mapped.port();
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? '[' + text + ']' : text;
    }
}
