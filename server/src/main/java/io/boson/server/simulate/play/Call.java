package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.simulate.tally.Step;
import java.util.Optional;

/// One request to the API. The same call may be sent again: its key makes it one command.
///
/// @param token as Bearer
/// @param idempotencyKey where the API takes one
record Call(
        Step step,
        String method,
        String path,
        Optional<String> token,
        Optional<String> idempotencyKey,
        Optional<JsonNode> body) {

    static Call post(Step step, String path, Optional<String> token, JsonNode body) {
        return new Call(step, "POST", path, token, Optional.empty(), Optional.of(body));
    }

    static Call delete(Step step, String path, String token) {
        return new Call(
                step, "DELETE", path, Optional.of(token), Optional.empty(), Optional.empty());
    }

    Call once(String key) {
        return new Call(step, method, path, token, Optional.of(key), body);
    }
}
