package io.boson.server.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/// What a resource method returns. Bodies are rendered at once, so that their length is known and
/// whatever fails fails inside the method.
public final class Answers {

    private Answers() {}

    public static Response ok(JsonBody body) {
        return of(200, body);
    }

    public static Response created(JsonBody body) {
        return of(201, body);
    }

    public static Response noContent() {
        return Response.noContent().build();
    }

    /// Any status, with a JSON body.
    public static Response of(int status, JsonBody body) {
        return json(status, body).build();
    }

    /// The same, to be given further headers.
    public static Response.ResponseBuilder json(int status, JsonBody body) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, Json.TYPE)
                .entity(Json.bytes(body));
    }

    /// Plain text, to be given further headers.
    public static Response.ResponseBuilder text(int status, String text) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .entity(text.getBytes(StandardCharsets.UTF_8));
    }

    static Response problem(Problem problem, String requestId) {
        Response.ResponseBuilder answer = json(problem.status(), problem.body(requestId));
        problem.headers().forEach(answer::header);
        return answer.build();
    }
}
