package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/// What became of a [Call].
sealed interface Reply {

    /// Done.
    ///
    /// @param body empty object where there was none
    record Good(JsonNode body) implements Reply {}

    /// @param code of the API's error shape; empty where the answer had none
    /// @param retryAfter if the server named a time
    record Refused(int status, String code, Optional<Duration> retryAfter) implements Reply {

        private static final int TOO_MANY_REQUESTS = 429;
        private static final int UNAVAILABLE = 503;

        String text() {
            return (status + " " + code).strip();
        }

        /// Whether the same call may succeed later.
        boolean passing() {
            return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        }
    }

    /// No answer at all.
    record Silence(String why) implements Reply {}
}
