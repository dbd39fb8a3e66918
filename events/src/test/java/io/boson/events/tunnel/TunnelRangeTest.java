package io.boson.events.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelRangeTest {

    private static final TunnelRange RANGE = TunnelRange.SAMPLE;

    @ParameterizedTest
    @CsvSource({
        "1, 100.96.0.1, fd00:b050::1",
        "2, 100.96.0.2, fd00:b050::2",
        "256, 100.96.1.0, fd00:b050::100",
        "65534, 100.96.255.254, fd00:b050::fffe"
    })
    void countsThroughBothNetworks(int number, String ipv4, String ipv6) {
        assertThat(RANGE.at(number)).isEqualTo(new TunnelAddresses(ipv4, ipv6));
    }

    @Test
    void givesNeitherTheNetworkNorItsBroadcastAddress() {
        assertThat(RANGE.lastClient()).isEqualTo(65_534);
        assertThatThrownBy(() -> RANGE.at(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RANGE.at(65_535)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "100.64.0.0/29, fd00::/48",
        "10.0.0.0/8, fd00:1:2:3::/64",
        "100.96.0.0/16, fd00:1:2:3:4:5::/96"
    })
    void knowsTheNumberBehindAnAddress(String ipv4, String ipv6) {
        TunnelRange range = TunnelRange.parse(ipv4, ipv6).orElseThrow();
        for (int number : new int[] {2, 3, range.lastClient()}) {
            TunnelAddresses given = range.at(number);
            assertThat(range.numberOfIpv4(given.ipv4())).hasValue(number);
            assertThat(range.numberOfIpv6(given.ipv6())).hasValue(number);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100.97.0.2",
        "100.96.0.1",
        "100.96.0.0",
        "100.96.255.255",
        "fd00:b050::2",
        "nothing",
        "1"
    })
    void whatIsNoClientsIpv4HasNoNumber(String literal) {
        assertThat(RANGE.numberOfIpv4(literal)).isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "fd00:b050:0:1::2",
        "fd00:b051::2",
        "fd00:b050::1",
        "fd00:b050::1:0:2",
        "100.96.0.2"
    })
    void whatIsNoClientsIpv6HasNoNumber(String literal) {
        assertThat(RANGE.numberOfIpv6(literal)).isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "100.96.0.0, fd00::/48",
        "100.96.0.1/16, fd00::/48",
        "100.96.0.0/30, fd00::/48",
        "100.96.0.0/7, fd00::/48",
        "100.96.0.0/x, fd00::/48",
        "100.96.0.0/16, fd00::/47",
        "100.96.0.0/16, fd00::/97",
        "100.96.0.0/16, fd00::1/48",
        "fd00::/48, 100.96.0.0/16",
        "here/16, fd00::/48"
    })
    void whatIsNoNetworkIsNoRange(String ipv4, String ipv6) {
        assertThat(TunnelRange.parse(ipv4, ipv6)).isEmpty();
    }

    /// RFC 5952 section 4.
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0, ::",
        "fd00:0:0:0:0:0:0:0, fd00::",
        "0:0:0:0:0:0:0:1, ::1"
    })
    void writesIpv6TheOneWay(String full, String brief) {
        assertThat(Ipv6Text.of(InetAddress.ofLiteral(full).getAddress())).isEqualTo(brief);
    }

    @Test
    void aClientIsAllowedItsOwnAddressesAlone() {
        assertThat(RANGE.at(2).allowedIps()).isEqualTo("100.96.0.2/32, fd00:b050::2/128");
    }
}
