package io.boson.server.prometheus;

import io.boson.server.http.Access;
import io.boson.server.http.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The exposition on the API's port, for operators and auditors. Prometheus shows their token as
/// its `authorization` credentials.
@Path("/metrics")
public final class ScrapeResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Exposition exposition;

    public ScrapeResource(Exposition exposition) {
        this.exposition = exposition;
    }

    @GET
    public Response scrape(@HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept)
            throws IOException {
        Access.READER.require();
        Exposition.Text text =
                exposition
                        .scrape(accept)
                        .orElseThrow(
                                () ->
                                        Problem.unavailable("Too many scrapes at once", RETRY_AFTER)
                                                .asException());
        return Response.ok(text.bytes())
                .header(HttpHeaders.CONTENT_TYPE, text.contentType())
                .build();
    }

    /// The same under the path that existing operators have configured.
    @Path("/api/v1/metrics/prometheus")
    public static final class OldPath {

        private final ScrapeResource same;

        public OldPath(ScrapeResource same) {
            this.same = same;
        }

        @GET
        public Response scrape(@HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept)
                throws IOException {
            return same.scrape(accept);
        }
    }
}
