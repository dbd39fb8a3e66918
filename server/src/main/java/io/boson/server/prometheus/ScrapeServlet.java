package io.boson.server.prometheus;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// The exposition on the operator's listener, which only programs of this machine reach: without a
/// token.
public final class ScrapeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Exposition exposition;

    private ScrapeServlet(Exposition exposition) {
        this.exposition = exposition;
    }

    /// Under `/metrics`, as on the API's port.
    public static void install(Environment environment, Exposition exposition) {
        environment
                .admin()
                .addServlet("metrics", new ScrapeServlet(exposition))
                .addMapping("/metrics");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Exposition.Text> text = exposition.scrape(request.getHeader("Accept"));
        if (text.isEmpty()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType(text.get().contentType());
        byte[] body = text.get().bytes();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
