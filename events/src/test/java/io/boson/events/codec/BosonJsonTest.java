package io.boson.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.node.Location;
import io.boson.events.session.NodeCapacity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BosonJsonTest {

    private static final JsonMapper JSON = BosonJson.mapper();
    private static final NodeCapacity CAPACITY = new NodeCapacity(true, 2, false, 10);

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,           2026-01-02T03:04:05.000Z",
        "2026-01-02T03:04:05.1Z,         2026-01-02T03:04:05.100Z",
        "2026-01-02T03:04:05.999999999Z, 2026-01-02T03:04:05.999Z",
        "0000-01-01T00:00:00Z,           0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z"
    })
    void timesHaveThreeDecimals(Instant time, String text) throws JsonProcessingException {
        assertThat(BosonJson.text(time)).isEqualTo(text);
        assertThat(JSON.writeValueAsString(time)).isEqualTo('"' + text + '"');
        assertThat(BosonJson.instant(text)).hasValue(Instant.parse(text));
    }

    @Test
    void whatIsAbsentIsLeftOut() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(new Location("NZ", "", Optional.empty())))
                .isEqualTo("{\"country\":\"NZ\",\"region\":\"\"}");
    }

    @Test
    void mapsAreSorted() throws JsonProcessingException {
        Map<String, Integer> backwards = new LinkedHashMap<>();
        backwards.put("b", 2);
        backwards.put("a", 1);
        assertThat(JSON.writeValueAsString(backwards)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void membersMayComeInAnyOrder() throws JsonProcessingException {
        String data =
                "{\"nodesOffset\":10,\"draining\":false,\"maxConnections\":2,\"present\":true}";
        assertThat(JSON.readValue(data, NodeCapacity.class)).isEqualTo(CAPACITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "2.5", "2.0", "null", "true", "[2]", "3000000000", "\"\""})
    void onlyAWholeNumberIsAWholeNumber(String value) {
        String data =
                "{\"present\":true,\"maxConnections\":%s,\"draining\":false,\"nodesOffset\":10}"
                        .formatted(value);
        assertThatThrownBy(() -> JSON.readValue(data, NodeCapacity.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("maxConnections");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1]", "[1,2,3]", "{}", "1", "[\"a\",2]", "[null,2]"})
    void coordinatesAreTwoNumbers(String coordinates) {
        String data =
                "{\"country\":\"NZ\",\"region\":\"\",\"coordinates\":%s}".formatted(coordinates);
        assertThatThrownBy(() -> JSON.readValue(data, Location.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
