package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.config.AddressRange;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    private final Proxies proxies =
            new Proxies(
                    List.of(
                            new AddressRange(InetAddress.ofLiteral("10.1.2.0"), 23),
                            new AddressRange(InetAddress.ofLiteral("2001:db8::1"), 128)));

    /// Each header's value is one part between semicolons.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 198.51.100.1                    | 203.0.113.9",
                "10.1.4.1    | 198.51.100.1                    | 10.1.4.1",
                "10.1.2.7    | ''                              | 10.1.2.7",
                "10.1.3.255  | 198.51.100.1                    | 198.51.100.1",
                "2001:db8::1 | 2001:db8::2                     | 2001:db8::2",
                "10.1.2.7    | 192.0.2.66, 198.51.100.1        | 198.51.100.1",
                "10.1.2.7    | 192.0.2.66; 198.51.100.1        | 198.51.100.1",
                "10.1.2.7    | 192.0.2.66, 198.51.100.1, 10.1.2.8 | 198.51.100.1",
                "10.1.2.7    | 198.51.100.1, nonsense          | 10.1.2.7",
                "10.1.2.7    | 198.51.100.1, localhost         | 10.1.2.7",
                "10.1.2.7    | 198.51.100.1, nonsense, 10.1.2.8 | 10.1.2.8",
            })
    void theNearestThatIsNoProxyOfOurs(String peer, String forwarded, String client) {
        assertThat(
                        proxies.client(
                                InetAddress.ofLiteral(peer),
                                Collections.enumeration(List.of(forwarded.split(";", -1)))))
                .isEqualTo(InetAddress.ofLiteral(client));
    }
}
