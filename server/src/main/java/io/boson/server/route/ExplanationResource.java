package io.boson.server.route;

import io.boson.events.Topic;
import io.boson.events.UuidText;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Positions;
import io.boson.server.http.Problem;
import io.boson.server.http.ReadAfter;
import io.boson.server.token.Principal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a client got the node it got, or none: the record that stands in the log, read and put into
/// words. For as long as the session lives and a day after.
@Path("/api/v1/routing/route/{id}/explanation")
public final class ExplanationResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DecisionRecords records;
    private final ReadAfter readAfter;

    public ExplanationResource(DecisionRecords records, Sessions sessions) {
        this.records = records;
        this.readAfter = new ReadAfter(Topic.SESSIONS, sessions::await);
    }

    @GET
    public Response explain(
            @PathParam("id") String text,
            @HeaderParam(Positions.HEADER) @Nullable String position) {
        if (Access.KNOWN.allows(Access.ANYONE.require())) {
            readAfter.await(position); // nobody else may keep us waiting
        }
        RecordedDecision recorded =
                UuidText.parse(text).flatMap(records::find).orElseThrow(this::unknown);
        Principal principal = recorded.access().require();
        return Answers.ok(ExplanationJson.of(text, recorded, Access.READER.allows(principal)));
    }

    /// Which sessions there are is nobody's business but theirs.
    private RuntimeException unknown() {
        Access.KNOWN.require();
        if (!records.isComplete()) {
            return Problem.unavailable("Still reading the decisions of the last day", RETRY_AFTER)
                    .asException();
        }
        return Problem.notFound("No decision of the last day has this id").asException();
    }
}
