package io.boson.events.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boson.events.Samples;
import io.boson.events.codec.BosonJson;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePolicyTest {

    private static final RoutePolicy DEFAULT = RoutePolicy.DEFAULT;

    private static RoutePolicy policy(String name, int nearEqual) {
        return new RoutePolicy(
                name,
                DEFAULT.weights(),
                DEFAULT.limits(),
                DEFAULT.neutral(),
                nearEqual,
                DEFAULT.fade(),
                DEFAULT.sampleSize(),
                DEFAULT.scanMax());
    }

    @Test
    void aVersionIsTheNameAndAFingerprintOfTheJsonInTheLog() throws JsonProcessingException {
        assertThat(DEFAULT.canonicalJson())
                .isEqualTo(BosonJson.mapper().writeValueAsString(DEFAULT));
        assertThat(DEFAULT.version()).matches("balanced-[0-9a-f]{8}");
    }

    @Test
    void whateverChangesChangesTheVersion() {
        assertThat(policy("balanced", 41).version()).isNotEqualTo(DEFAULT.version());
        assertThat(policy("balanced", DEFAULT.nearEqual()).version()).isEqualTo(DEFAULT.version());
        String other = policy("other", DEFAULT.nearEqual()).version();
        assertThat(other).startsWith("other-");
        assertThat(other.substring(6)).isNotEqualTo(DEFAULT.version().substring(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Balanced", "a b", "a\"", "a_b"})
    void aNameIsPlain(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(name, 40));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_001})
    void whatIsOutOfBoundsIsNamed(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy("balanced", value))
                .withMessage("nearEqual must be from 0 to 1000, not " + value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartWeights(0, 0, 0, 0, 0, value, 0, 0, 0, 0, 0))
                .withMessage("weights.loss must be from 0 to 1000, not " + value);
    }

    @Test
    void aLimitIsNeverNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartLimits(1, 1, 0, 1))
                .withMessage("limits.lossWorst must be from 1 to 100, not 0");
    }

    @Test
    void everyPartHasAWeightOfItsOwn() {
        PartWeights weights = new PartWeights(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(Stream.of(ScorePart.values()).map(weights::of))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    private static PolicyEvent adopted(RoutePolicy policy, Instant at) {
        return new PolicyEvent.Adopted(policy, policy.version(), at);
    }

    @Test
    void theLastOneAdoptedIsInForce() {
        RoutePolicy changed = policy("balanced", 50);
        RoutePolicy other = policy("other", 50);
        PolicyInForce first = PolicyInForce.NONE.evolve(adopted(DEFAULT, Samples.at(1)));
        assertThat(PolicyInForce.NONE.is(DEFAULT)).isFalse();
        assertThat(first.is(DEFAULT)).isTrue();
        assertThat(first.evolve(adopted(changed, Samples.at(0))).is(changed))
                .as("within a name the log's order decides")
                .isTrue();
        assertThat(first.evolve(adopted(other, Samples.at(2))).is(other)).isTrue();
        assertThat(first.evolve(adopted(other, Samples.at(0))).is(DEFAULT))
                .as("between names the time does")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.4,        true,  ''",
        "198.51.100.4:40123,  true,  40123",
        "2001:db8::4,         true,  ''",
        "[2001:db8::4],       true,  ''",
        "[2001:db8::4]:7,     true,  7",
        "198.51.100.4:0,      false, ''",
        "198.51.100.4:65536,  false, ''",
        "198.51.100.4:x,      false, ''",
        "192.168.1.5:40123,   false, ''",
        "10.0.0.1,            false, ''",
        "100.64.0.1,          false, ''",
        "100.128.0.1,         true,  ''",
        "127.0.0.1:1,         false, ''",
        "0.0.0.0,             false, ''",
        "169.254.3.4,         false, ''",
        "224.0.0.1,           false, ''",
        "fd00::1,             false, ''",
        "home.example:40123,  false, ''",
        "'',                  false, ''",
    })
    void aMappedAddressIsALiteralThatOthersCanReach(String text, boolean known, String port) {
        var parsed = MappedAddress.parse(text);
        assertThat(parsed.isPresent()).isEqualTo(known);
        parsed.ifPresent(
                address ->
                        assertThat(address.port().isPresent() ? "" + address.port().getAsInt() : "")
                                .isEqualTo(port));
    }
}
