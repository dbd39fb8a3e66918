package io.boson.server.simulate.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.server.simulate.tally.Tally;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The server's HTTP API as seen from outside. Counts every answer and how long the good ones took;
/// the wait for one of the connections is not part of that.
final class Api {

    private static final int IN_FLIGHT_MAX = 64;
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int TRIES_MAX = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration WAIT_DEFAULT = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI base;
    private final Tally tally;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX, true);

    Api(HttpClient http, URI base, Tally tally) {
        this.http = http;
        this.base = base;
        this.tally = tally;
    }

    /// Sends, and sends again what may succeed later, after the time that the server named: a few
    /// times, and not beyond the curtain's fall.
    Reply insist(Call call, Curtain curtain) throws InterruptedException {
        Reply reply = send(call);
        for (int tries = 1; tries < TRIES_MAX; tries++) {
            Optional<Duration> wait = wait(reply);
            if (wait.isEmpty() || curtain.awaitFall(wait.get())) {
                return reply;
            }
            reply = send(call);
        }
        return reply;
    }

    /// How long until it is worth trying again; empty where it never is.
    private static Optional<Duration> wait(Reply reply) {
        return switch (reply) {
            case Reply.Good _ -> Optional.empty();
            case Reply.Refused refused ->
                    refused.passing()
                            ? Optional.of(refused.retryAfter().orElse(WAIT_DEFAULT))
                            : Optional.empty();
            case Reply.Silence _ -> Optional.of(WAIT_DEFAULT);
        };
    }

    /// Sends once.
    Reply send(Call call) throws InterruptedException {
        inFlight.acquire();
        try {
            HttpRequest request = request(call);
            long start = System.nanoTime();
            HttpResponse<String> response =
                    http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofString(), BODY_BYTES_MAX));
            return answered(call, response, System.nanoTime() - start);
        } catch (IOException failed) {
            Reply.Silence silence = new Reply.Silence(why(failed));
            tally.refused(call.step(), silence.why());
            return silence;
        } finally {
            inFlight.release();
        }
    }

    private HttpRequest request(Call call) {
        BodyPublisher body =
                call.body()
                        .map(json -> BodyPublishers.ofString(json.toString()))
                        .orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(call.path()))
                        .timeout(TIMEOUT)
                        .method(call.method(), body);
        call.body().ifPresent(_ -> request.header("Content-Type", "application/json"));
        call.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        call.idempotencyKey().ifPresent(key -> request.header("Idempotency-Key", key));
        return request.build();
    }

    private Reply answered(Call call, HttpResponse<String> response, long nanos) {
        int status = response.statusCode();
        JsonNode body = parsed(response.body());
        if (status / 100 == 2) {
            tally.done(call.step(), nanos);
            return new Reply.Good(body);
        }
        Reply.Refused refused =
                new Reply.Refused(
                        status,
                        body.path("error").path("code").asText(),
                        response.headers().firstValue("Retry-After").flatMap(Api::seconds));
        tally.refused(call.step(), refused.text());
        return refused;
    }

    /// An answer that is no JSON has no members.
    private static JsonNode parsed(String text) {
        try {
            return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    /// RFC 9110 section 10.2.3, of its two forms the one that our servers use.
    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        .map(wait -> wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait)
                : Optional.empty();
    }

    private static String why(IOException failed) {
        return switch (failed) {
            case ConnectException _ -> "connection refused";
            case HttpTimeoutException _ -> "no answer in time";
            default -> "no answer";
        };
    }
}
