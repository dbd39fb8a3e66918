package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boson.relay.stun.StunLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client of somebody else's: coturn's.
class StunclientTest {

    private static final String CLIENT = "turnutils_stunclient";
    private static final String ANSWER = "(?s).*reflexive addr: \\[?([0-9a-f.:]+)]?:\\d+\\s.*";
    private static final int PATIENCE_SECONDS = 180;

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "::1,::1", "::,127.0.0.1"})
    void itLearnsItsAddress(String bind, String server) throws Exception {
        assumeTrue(isInstalled(), "skipped: no " + CLIENT + " on this machine (package coturn)");
        UdpConfig config =
                UdpConfig.defaults(new InetSocketAddress(InetAddress.ofLiteral(bind), 0));
        try (UdpPort port =
                UdpPort.open(config, StunLimits.DEFAULT, 1, (_, _) -> {}, _ -> {}).start()) {
            String output = run(server, port.localAddress().getPort());

            assertThat(output).contains("UDP reflexive addr: ");
            assertThat(output.replaceAll(ANSWER, "$1")).isEqualTo(server);
            assertThat(port.stunCounters().answered()).isPositive();
            assertThat(port.stunCounters().broken()).isZero();
        }
    }

    private static String run(String server, int port) throws Exception {
        Process process =
                new ProcessBuilder(CLIENT, "-p", Integer.toString(port), server)
                        .redirectErrorStream(true)
                        .start();
        String output;
        try (var out = process.getInputStream()) {
            output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static boolean isInstalled() throws IOException {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, CLIENT)));
    }
}
