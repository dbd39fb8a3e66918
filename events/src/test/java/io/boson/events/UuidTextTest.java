package io.boson.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.boson.events.node.NodeId;
import io.boson.events.session.ClientId;
import io.boson.events.session.SessionId;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20",
                "0B6F2C1E-8a52-4D0E-9b1d-3F5A7C9E1D20",
                "ffffffff-ffff-ffff-ffff-ffffffffffff"
            })
    void isReadInAnyCaseAndWrittenInLower(String text) {
        String written = text.toLowerCase(Locale.ROOT);
        assertThat(UuidText.parse(text).map(UUID::toString)).hasValue(written);
        assertThat(NodeId.of(text)).hasToString(written);
        assertThat(SessionId.of(text)).hasToString(written);
        assertThat(ClientId.of(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-2-3-4-5", // which UUID.fromString would take
                "0b6f2c1e8a524d0e9b1d3f5a7c9e1d20",
                "{0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20}",
                " 0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20",
                "0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20\n",
                "0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d2g",
                "0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d2",
                "0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d200",
                "٠b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20" // a digit, but not one of ours
            })
    void isNothingElse(String text) {
        assertThat(UuidText.parse(text)).isEmpty();
        assertThat(NodeId.parse(text)).isEmpty();
        assertThat(SessionId.parse(text)).isEmpty();
        assertThat(ClientId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.of(text));
        assertThatIllegalArgumentException().isThrownBy(() -> SessionId.of(text));
        assertThatIllegalArgumentException().isThrownBy(() -> ClientId.of(text));
    }

    @Test
    void idsHaveAnOrder() {
        String one = "00000000-0000-0000-0000-000000000001";
        String two = "00000000-0000-0000-0000-000000000002";
        assertThat(NodeId.of(one)).isLessThan(NodeId.of(two)).isEqualByComparingTo(NodeId.of(one));
        assertThat(SessionId.of(one)).isLessThan(SessionId.of(two));
        assertThat(ClientId.of(one)).isLessThan(ClientId.of(two));
    }
}
