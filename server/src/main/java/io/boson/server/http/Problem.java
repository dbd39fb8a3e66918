package io.boson.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A request that was not done, and why: the one error shape of the API.
///
/// ```text
/// {"error":{"message":"Node not found","statusCode":404,"code":"NOT_FOUND","requestId":"..."}}
/// {"error":{...,"details":[{"field":"location.country","message":"is required"}]}}
/// ```
///
/// @param status of HTTP, 400 to 599
/// @param code for programs: capitals and underscores, never reworded
/// @param message for people
/// @param details one for each wrong field, or none
/// @param headers that the answer carries besides, such as `Retry-After`
public record Problem(
        int status,
        String code,
        String message,
        List<Detail> details,
        Map<String, String> headers) {

    /// @param field its path, such as `capabilities.bandwidth.up`
    public record Detail(String field, String message) {}

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("no problem: " + status);
        }
        details = List.copyOf(details);
        headers = Map.copyOf(headers);
    }

    public static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, List.of(), Map.of());
    }

    public static Problem badRequest(String message) {
        return of(400, "BAD_REQUEST", message);
    }

    /// One or more fields do not hold what they should.
    public static Problem invalid(List<Detail> details) {
        StringBuilder message = new StringBuilder("Validation failed: ");
        for (int i = 0; i < details.size(); i++) {
            Detail detail = details.get(i);
            message.append(i == 0 ? "" : ", ").append(detail.field()).append(' ');
            message.append(detail.message());
        }
        return new Problem(400, "VALIDATION_FAILED", message.toString(), details, Map.of());
    }

    /// No credential, or none that was accepted.
    ///
    /// @param challenge of `WWW-Authenticate`
    static Problem unauthorized(String challenge) {
        return of(401, "UNAUTHORIZED", "Missing or invalid authorization header")
                .with("WWW-Authenticate", challenge);
    }

    public static Problem forbidden() {
        return of(403, "FORBIDDEN", "This credential does not allow that");
    }

    public static Problem notFound(String message) {
        return of(404, "NOT_FOUND", message);
    }

    public static Problem conflict(String code, String message) {
        return of(409, code, message);
    }

    static Problem tooManyRequests(Duration retryAfter) {
        return of(429, "TOO_MANY_REQUESTS", "Too many requests, try again later")
                .retryAfter(retryAfter);
    }

    /// Something the server needs is away or slow; nothing was half done.
    public static Problem unavailable(String message, Duration retryAfter) {
        return of(503, "UNAVAILABLE", message).retryAfter(retryAfter);
    }

    static Problem internal() {
        return of(500, "INTERNAL", "Internal server error");
    }

    /// To be thrown out of a resource method.
    public ProblemException asException() {
        return new ProblemException(this);
    }

    Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, message, details, more);
    }

    /// In whole seconds, at least one: a caller told 0 would not wait at all.
    public Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return with("Retry-After", Long.toString(seconds));
    }

    JsonBody body(String requestId) {
        return json -> write(json, requestId);
    }

    private void write(JsonGenerator json, String requestId) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        json.writeStringField("message", message);
        json.writeNumberField("statusCode", status);
        json.writeStringField("code", code);
        json.writeStringField("requestId", requestId);
        if (!details.isEmpty()) {
            json.writeArrayFieldStart("details");
            for (Detail detail : details) {
                json.writeStartObject();
                json.writeStringField("field", detail.field());
                json.writeStringField("message", detail.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
