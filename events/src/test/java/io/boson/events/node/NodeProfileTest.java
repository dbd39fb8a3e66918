package io.boson.events.node;

import static io.boson.events.Samples.PROFILE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeProfileTest {

    @ParameterizedTest
    @CsvSource({
        "10, 90, 600",
        "30, 90, 600",
        "31, 93, 600",
        "60, 180, 600",
        "61, 183, 610",
        "300, 900, 3000"
    })
    void patienceGrowsWithTheHeartbeatInterval(int interval, long silent, long removed) {
        NodeProfile profile =
                new NodeProfile(
                        PROFILE.publicKey(),
                        PROFILE.networkInfo(),
                        PROFILE.capabilities(),
                        PROFILE.location(),
                        interval);
        assertThat(profile.silentAfter()).isEqualTo(Duration.ofSeconds(silent));
        assertThat(profile.removedAfter()).isEqualTo(Duration.ofSeconds(removed));
    }
}
