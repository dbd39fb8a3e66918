package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boson.server.Main;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateCollectorTest {

    @TempDir Path folder;

    @Test
    void withoutOneNothingEnds() {
        assertThat(seconds("")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void readsTheFileAnewEachTime() throws Exception {
        Path file = folder.resolve("relay.crt");
        assertThat(seconds(file.toString())).as("not there").isZero();
        Files.writeString(file, "no certificate");
        assertThat(seconds(file.toString())).isZero();

        Files.delete(file);
        int made = Main.run("cert", "--out", folder.toString(), "--days", "3");
        assertThat(made).isZero();
        assertThat(seconds(file.toString()))
                .isCloseTo(
                        (double) Instant.now().plus(Duration.ofDays(3)).getEpochSecond(),
                        within(3_600.0));
    }

    private static double seconds(String file) {
        return ((GaugeSnapshot) new CertificateCollector(file).collect().get(0))
                .getDataPoints()
                .getFirst()
                .getValue();
    }
}
