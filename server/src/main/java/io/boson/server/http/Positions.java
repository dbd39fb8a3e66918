package io.boson.server.http;

import io.boson.events.log.LogPosition;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Read your own writes: an answer to a write carries its position in the log, and a later request
/// may send it back to be answered no older than that.
///
/// ```
///   Boson-Position: nodes-3-42
/// ```
public final class Positions {

    public static final String HEADER = "Boson-Position";

    private Positions() {}

    public static ResponseBuilder stamp(ResponseBuilder answer, Optional<LogPosition> position) {
        position.ifPresent(at -> answer.header(HEADER, at.toString()));
        return answer;
    }

    /// @param header as sent; null where it was not
    /// @throws ProblemException 400 where it is no position
    public static Optional<LogPosition> read(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Optional<LogPosition> position = LogPosition.parse(header);
        if (position.isEmpty()) {
            throw Problem.badRequest(HEADER + " must be a position that an answer carried")
                    .asException();
        }
        return position;
    }
}
