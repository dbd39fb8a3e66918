package io.boson.server.http;

import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;

/// What is said where nothing but a status is known: by the router, or by the server below it.
final class StatusProblems {

    private StatusProblems() {}

    static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.badRequest("The request is malformed");
            case 404 -> Problem.notFound("Not found");
            case 405 ->
                    Problem.of(405, "METHOD_NOT_ALLOWED", "This path does not take that method");
            case 408 -> Problem.of(408, "REQUEST_TIMEOUT", "The request took too long to arrive");
            case 413 -> Problem.of(413, "PAYLOAD_TOO_LARGE", "The request body is too large");
            case 414 -> Problem.of(414, "URI_TOO_LONG", "The request's address is too long");
            case 415 ->
                    Problem.of(
                            415,
                            "UNSUPPORTED_MEDIA_TYPE",
                            "The request body must be application/json");
            case 431 -> Problem.of(431, "HEADERS_TOO_LARGE", "The request's headers are too large");
            case 500 -> Problem.internal();
            case 503 -> Problem.unavailable("The server is stopping", Duration.ofSeconds(1));
            default -> other(status);
        };
    }

    private static Problem other(int status) {
        int shown = status >= 400 && status <= 599 ? status : 500;
        String words = HttpStatus.getMessage(shown);
        return Problem.of(shown, words.toUpperCase(Locale.ROOT).replace(' ', '_'), words);
    }
}
