package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "255.255.255.255", "0.0.0.0", "::", "::1", "2001:db8::7"})
    void anAddressComesBackAsItWas(String ip) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(ip), 65_535);

        assertThat(UdpAddress.of(address).toSocketAddress()).isEqualTo(address);
        assertThat(
                        new AddressCache(4)
                                .address(
                                        UdpAddress.of(address).high(),
                                        UdpAddress.of(address).low(),
                                        65_535))
                .isEqualTo(address);
    }

    @Test
    void ipv4IsItsMappedForm() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 53);

        assertThat(UdpAddress.of(address)).isEqualTo(new UdpAddress(0, 0xffff_c000_0201L, 53));
        assertThat(UdpAddress.of(address).isIpv4()).isTrue();
        assertThat(new UdpAddress(0, 1, 53).isIpv4()).isFalse();
        assertThat(UdpAddress.of(address)).hasToString("192.0.2.1:53");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        InetSocketAddress name = InetSocketAddress.createUnresolved("relay.example", 53);
        assertThatThrownBy(() -> UdpAddress.of(name)).hasMessageContaining("relay.example");
        assertThatThrownBy(() -> new UdpAddress(0, 0, 65_536)).hasMessageContaining("port");
    }

    @Test
    void addressesLatelyUsedAreKeptAndAllAreRight() {
        AddressCache cache = new AddressCache(4);
        InetSocketAddress first = cache.address(0, 0xffff_0a00_0001L, 1);
        assertThat(cache.address(0, 0xffff_0a00_0001L, 1)).isSameAs(first);
        for (int port = 1; port < 1000; port++) {
            assertThat(cache.address(0, 0xffff_0a00_0001L, port).getPort()).isEqualTo(port);
        }
    }
}
