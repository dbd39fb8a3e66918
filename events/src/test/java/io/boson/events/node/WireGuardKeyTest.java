package io.boson.events.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.boson.events.Samples;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireGuardKeyTest {

    @Test
    void isThirtyTwoBytesAsWireGuardsToolsWriteThem() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        assertThat(Samples.KEY.bytes()).containsExactly(bytes);
        assertThat(WireGuardKey.parse(Base64.getEncoder().encodeToString(bytes)))
                .hasValue(Samples.KEY);
        assertThat(Samples.KEY).hasToString("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw==", // 31 bytes
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh", // 33 bytes, also 44 characters
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA", // unpadded
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n",
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyB=", // unused bits set
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eH-_=", // the alphabet of URLs
                "AQIDBAUGBwgJCgsM=Q4PEBESExQVFhcYGRobHB0eHyA=",
                "AQIDBAUGBwgJCgsM Q4PEBESExQVFhcYGRobHB0eHyA=",
                "................é...........................",
            })
    void isNothingElse(String text) {
        assertThat(WireGuardKey.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new WireGuardKey(text));
    }
}
