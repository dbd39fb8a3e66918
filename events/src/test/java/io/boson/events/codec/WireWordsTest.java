package io.boson.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.node.NatType;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.session.RouteReason;
import io.boson.events.session.RouteType;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionRefusal;
import io.boson.events.telemetry.NodeStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The word that each constant has in the log, where it stays when the constant is renamed.
class WireWordsTest {

    private static final JsonMapper JSON = BosonJson.mapper();

    private static Stream<Arguments> words() {
        return Stream.of(
                words(RemovalReason.values(), "silence", "operator"),
                words(
                        SessionRefusal.values(),
                        "node-full",
                        "node-draining",
                        "node-gone",
                        "already-open",
                        "no-tunnel-address",
                        "key-in-use"),
                words(
                        CloseReason.values(),
                        "by-client",
                        "by-node",
                        "by-operator",
                        "node-gone",
                        "node-drained",
                        "address-taken",
                        "quota-spent"),
                words(RouteType.values(), "direct", "relay"),
                words(
                        RouteReason.values(),
                        "node-without-nat",
                        "node-full-cone",
                        "hole-punching",
                        "node-address-unknown",
                        "client-address-unknown",
                        "nats-incompatible"),
                words(NodeStatus.values(), "online", "degraded", "offline"),
                words(
                        NatType.values(),
                        "FullCone",
                        "RestrictedCone",
                        "PortRestricted",
                        "Symmetric"));
    }

    private static Arguments words(Enum<?>[] constants, String... words) {
        return Arguments.of(List.of(constants), List.of(words));
    }

    @ParameterizedTest
    @MethodSource("words")
    void constantsHaveTheirWords(List<Enum<?>> constants, List<String> words)
            throws JsonProcessingException {
        String written = JSON.writeValueAsString(constants);
        assertThat(JSON.readValue(written, String[].class)).containsExactlyElementsOf(words);
        for (Enum<?> constant : constants) {
            String text = JSON.writeValueAsString(constant);
            assertThat((Object) JSON.readValue(text, constant.getDeclaringClass()))
                    .isEqualTo(constant);
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void nothingElseIsAWord(List<Enum<?>> constants) {
        Enum<?> some = constants.getFirst();
        for (String other : List.of("\"\"", "\"" + some.name() + "\"", "0", "true", "[]", "{}")) {
            assertThatThrownBy(() -> JSON.readValue(other, some.getDeclaringClass()))
                    .as("%s for %s", other, some.getDeclaringClass())
                    .isInstanceOf(JsonProcessingException.class);
        }
    }
}
