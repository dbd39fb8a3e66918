package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;

/// What the server said.
public record Answer(int status, HttpHeaders headers, String text) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// Fails where the status is another.
    public Answer expect(int expected) {
        assertThat(status).as("status of: %s", text).isEqualTo(expected);
        return this;
    }

    /// The body, which must be one object on one line, as compact as can be.
    public JsonNode json() {
        assertThat(header("Content-Type").replace(" ", ""))
                .isEqualTo("application/json;charset=utf-8");
        try {
            JsonNode json = MAPPER.readTree(text);
            assertThat(text).as("compact").isEqualTo(json.toString());
            return json;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /// Fails unless this is the one error shape with this status and code.
    ///
    /// @return what is inside `error`
    public JsonNode problem(int expected, String code) {
        expect(expected);
        JsonNode json = json();
        assertThat(fields(json)).containsExactly("error");
        JsonNode error = json.path("error");
        assertThat(fields(error))
                .startsWith("message", "statusCode", "code", "requestId")
                .isSubsetOf("message", "statusCode", "code", "requestId", "details");
        assertThat(error.path("statusCode").asInt()).isEqualTo(expected);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("requestId").asText()).isEqualTo(header("X-Request-Id"));
        assertThat(error.path("message").asText()).isNotBlank();
        return error;
    }

    /// Empty where it was not sent.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// The names in an object, in the order in which they were sent.
    public static List<String> fields(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }
}
