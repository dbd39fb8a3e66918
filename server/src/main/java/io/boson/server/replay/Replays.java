package io.boson.server.replay;

import io.boson.events.log.LogUnavailableException;
import io.boson.history.HistoryUnavailableException;
import io.boson.server.http.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives replays out, so many at once: each holds a thread and a connection for as long as its
/// reader likes.
public final class Replays {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    static final int AT_ONCE_MAX = 16;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final AtomicInteger running = new AtomicInteger();

    /// What fills a stream; returns at its end.
    interface Source {
        void into(EventStream stream) throws IOException, InterruptedException;
    }

    /// Where too many run, the answer's body refuses with 503 before it writes anything. It counts
    /// there, not here: a body that nobody asks for would never give its place back.
    ///
    /// @param accept the request's header
    Response answer(@Nullable String accept, Source source) {
        boolean sse = Optional.ofNullable(accept).orElse("").contains(EventStream.SSE);
        StreamingOutput body =
                out -> {
                    try {
                        if (running.incrementAndGet() > AT_ONCE_MAX) {
                            throw Problem.unavailable("Too many replays run at once", RETRY_AFTER)
                                    .asException();
                        }
                        fill(new EventStream(out, sse), source);
                    } finally {
                        running.decrementAndGet();
                    }
                };
        return Response.ok(body)
                .header("Content-Type", sse ? EventStream.SSE : EventStream.NDJSON)
                .build();
    }

    /// The status is said by then: what fails is said in the stream.
    private static void fill(EventStream stream, Source source) throws IOException {
        try {
            source.into(stream);
            stream.end();
        } catch (HistoryUnavailableException | LogUnavailableException away) {
            LOG.warn("A replay ends early: {}", String.valueOf(away.getCause()));
            stream.error(String.valueOf(away.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stream.error("the server stops");
        }
    }
}
