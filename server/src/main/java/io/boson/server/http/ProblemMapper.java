package io.boson.server.http;

import io.boson.events.log.LogUnavailableException;
import io.boson.history.HistoryUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whatever is thrown below a resource becomes a [Problem]; what nobody expected is logged here,
/// once, and tells the caller nothing but the request's id.
final class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    private static final Duration LOG_RETRY_AFTER = Duration.ofSeconds(5);

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException jaxRs
                && jaxRs.getResponse().getStatus() < 400) {
            return jaxRs.getResponse();
        }
        return answer(thrown, RequestContext.current().requestId());
    }

    static Response answer(Throwable thrown, String requestId) {
        return Answers.problem(problem(thrown, requestId), requestId);
    }

    private static Problem problem(Throwable thrown, String requestId) {
        return switch (thrown) {
            case ProblemException expected -> expected.problem();
            case LogUnavailableException away -> logAway(away, requestId);
            case HistoryUnavailableException away -> historyAway(away, requestId);
            case WebApplicationException jaxRs -> ofJaxRs(jaxRs.getResponse(), requestId, jaxRs);
            case HttpException http -> StatusProblems.of(http.getCode());
            // The caller went away or was cut off: there is nobody to answer and nothing to mend.
            case EofException _ -> StatusProblems.of(400);
            case IOException io when io.getCause() instanceof HttpException http ->
                    StatusProblems.of(http.getCode());
            case IOException io when io.getCause() instanceof TimeoutException ->
                    StatusProblems.of(408);
            default -> unexpected(thrown, requestId);
        };
    }

    /// Whether the event was written after all only a read can tell; the caller may repeat it.
    private static Problem logAway(LogUnavailableException away, String requestId) {
        LOG.warn(
                "Request {} got no acknowledgement: {}",
                requestId,
                String.valueOf(away.getCause()));
        return Problem.unavailable("The log takes nothing now, try again later", LOG_RETRY_AFTER);
    }

    private static Problem historyAway(HistoryUnavailableException away, String requestId) {
        LOG.warn("Request {} found no history: {}", requestId, String.valueOf(away.getCause()));
        return Problem.unavailable("The history does not answer, try again later", LOG_RETRY_AFTER);
    }

    private static Problem ofJaxRs(
            Response response, String requestId, WebApplicationException thrown) {
        int status = response.getStatus();
        if (status >= 500) {
            return unexpected(thrown, requestId);
        }
        Problem problem = StatusProblems.of(status);
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? problem : problem.with(HttpHeaders.ALLOW, allow);
    }

    private static Problem unexpected(Throwable thrown, String requestId) {
        LOG.error("Request {} failed", requestId, thrown);
        return Problem.internal();
    }
}
