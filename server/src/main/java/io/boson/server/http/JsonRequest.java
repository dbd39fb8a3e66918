package io.boson.server.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /// One object, or an array of them.
    ///
    /// @return from 1 to `countMax`
    /// @throws ProblemException as [#read] does; fields are named with their object's index
    public static <T> List<T> readSome(
            InputStream body, int countMax, Function<JsonFields, T> reader) throws IOException {
        JsonNode whole = parsed(() -> Json.TREE.readTree(body));
        if (whole instanceof ObjectNode object) {
            return List.of(fields(object, reader));
        }
        if (!whole.isArray()) {
            throw Problem.badRequest("Request body must be a JSON object or an array of them")
                    .asException();
        }
        return each(whole.valueStream().toList(), countMax, reader);
    }

    /// Objects one after another, each on a line of its own (`application/x-ndjson`).
    ///
    /// @return from 1 to `countMax`
    /// @throws ProblemException as [#read] does; fields are named with their object's index
    public static <T> List<T> readLines(
            InputStream body, int countMax, Function<JsonFields, T> reader) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (MappingIterator<JsonNode> values = Json.LINES.readValues(body)) {
            while (lines.size() <= countMax && parsed(values::hasNextValue)) {
                lines.add(parsed(values::nextValue));
            }
        }
        return each(lines, countMax, reader);
    }

    private static <T> List<T> each(
            List<JsonNode> nodes, int countMax, Function<JsonFields, T> reader) {
        if (nodes.isEmpty() || nodes.size() > countMax) {
            throw Problem.badRequest("Request body must hold from 1 to " + countMax + " objects")
                    .asException();
        }
        FieldErrors errors = new FieldErrors();
        return checked(errors, () -> JsonFields.items(nodes, errors, reader));
    }

    private static <T> T fields(ObjectNode object, Function<JsonFields, T> reader) {
        FieldErrors errors = new FieldErrors();
        return checked(errors, () -> reader.apply(JsonFields.root(object, errors)));
    }

    private static <T> T checked(FieldErrors errors, Supplier<T> reader) {
        T result;
        try {
            result = reader.get();
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
        JsonNode node = parsed(() -> Json.TREE.readTree(body));
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (mayBeAbsent && node.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        throw Problem.badRequest("Request body must be a JSON object").asException();
    }

    private interface Parsing<T> {
        T parse() throws IOException;
    }

    private static <T> T parsed(Parsing<T> parsing) throws IOException {
        try {
            return parsing.parse();
        } catch (StreamConstraintsException tooMuch) {
            throw Problem.of(
                            400,
                            "JSON_TOO_COMPLEX",
                            "Request body nests too deep or holds too many or too long values")
                    .asException();
        } catch (JsonProcessingException malformed) {
            throw Problem.of(400, "MALFORMED_JSON", describe(malformed)).asException();
        }
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
