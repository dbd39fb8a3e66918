package io.boson.server.metrics;

import io.boson.server.history.HistoryPlane;
import io.boson.server.history.HistoryState;
import io.boson.server.http.Problem;
import java.time.Duration;

/// The history for who is asked about it: there, or a reason why not.
public final class Histories {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private Histories() {}

    /// @throws io.boson.server.http.ProblemException 503 with the reason
    public static HistoryState.Running require(HistoryPlane history) {
        return switch (history.state()) {
            case HistoryState.Running running -> running;
            case HistoryState.Starting() -> throw away("it is starting");
            case HistoryState.Away(var why) -> throw away(why);
            case HistoryState.Disabled(var why) -> throw away(why);
        };
    }

    private static io.boson.server.http.ProblemException away(String why) {
        return Problem.unavailable("There is no history now: " + why, RETRY_AFTER).asException();
    }
}
