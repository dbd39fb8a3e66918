package io.boson.server.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/// A request's body, read into what a command needs.
///
/// ```java
/// RegisterRequest request = JsonRequest.read(body, RegisterRequest::from);
/// ```
///
/// The reader takes every field it wants; wrong ones give it harmless stand-ins, so that all of
/// them are found in one pass, and its result is thrown away if there was any.
public final class JsonRequest {

    private JsonRequest() {}

    /// @throws ProblemException 400 where the body is no JSON object or fields are wrong, 413
    ///     where it is too long, 408 where it did not arrive in time
    public static <T> T read(InputStream body, Function<JsonFields, T> reader) throws IOException {
        return fields(object(body, false), reader);
    }

    /// The same, where no body at all counts as `{}`.
    ///
    /// @throws ProblemException as [#read] does
    public static <T> T readOptional(InputStream body, Function<JsonFields, T> reader)
            throws IOException {
        return fields(object(body, true), reader);
    }

    private static <T> T fields(ObjectNode object, Function<JsonFields, T> reader) {
        FieldErrors errors = new FieldErrors();
        T result;
        try {
            result = reader.apply(JsonFields.root(object, errors));
        } catch (RuntimeException failed) {
            // Stand-ins need not get along with each other; what they stand for is the news.
            throw errors.isEmpty() ? failed : errors.asException();
        }
        if (!errors.isEmpty()) {
            throw errors.asException();
        }
        return result;
    }

    private static ObjectNode object(InputStream body, boolean mayBeAbsent) throws IOException {
        JsonNode node;
        try {
            node = Json.TREE.readTree(body);
        } catch (StreamConstraintsException tooMuch) {
            throw Problem.of(
                            400,
                            "JSON_TOO_COMPLEX",
                            "Request body nests too deep or holds too many or too long values")
                    .asException();
        } catch (JsonProcessingException malformed) {
            throw Problem.of(400, "MALFORMED_JSON", describe(malformed)).asException();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (mayBeAbsent && node.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        throw Problem.badRequest("Request body must be a JSON object").asException();
    }

    /// Where, not what: the text around a mistake may hold a secret, and answers are logged by
    /// others.
    private static String describe(JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        return at == null
                ? "Request body is not valid JSON"
                : "Request body is not valid JSON at line %d, column %d"
                        .formatted(at.getLineNr(), at.getColumnNr());
    }
}
