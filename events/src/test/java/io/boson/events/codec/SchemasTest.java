package io.boson.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas say what the codec does: no more, no less.
class SchemasTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final EventCodec CODEC = new EventCodec();

    private static final Map<String, String> SCHEMAS = schemas();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(SCHEMAS));

    /// By their `$id`, which follows from the name of the file.
    private static Map<String, String> schemas() {
        Map<String, String> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(ApprovedFile.folder("/schemas"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.schema\\.json$", "");
                schemas.put(idOf(name), Files.readString(file));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return schemas;
    }

    private static String idOf(String type) {
        return "urn:boson:schema:" + type;
    }

    @Test
    void everyTypeHasOneAndNothingElseButWhatTheyShare() {
        assertThat(SCHEMAS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(EventTypes.all().keySet().stream(), Stream.of("common"))
                                .map(SchemasTest::idOf)
                                .toList());
    }

    @Test
    void everySchemaSaysWhatItIs() throws JsonProcessingException {
        for (Map.Entry<String, String> entry : SCHEMAS.entrySet()) {
            JsonNode schema = JSON.readTree(entry.getValue());
            assertThat(schema.path("$id").asText()).isEqualTo(entry.getKey());
            assertThat(schema.path("$schema").asText())
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(schema.path("title").asText()).as(entry.getKey()).isNotBlank();
            assertThat(schema.path("description").asText()).as(entry.getKey()).isNotBlank();
            schema.findValues("properties")
                    .forEach(
                            properties ->
                                    properties.forEach(
                                            p ->
                                                    assertThat(p.path("description").asText())
                                                            .as("in %s: %s", entry.getKey(), p)
                                                            .isNotBlank()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void whatIsApprovedIsValid(ApprovedFile file) {
        assertThat(errors(file.type(), file.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void withoutARequiredMemberNothingIs(ApprovedFile file) throws JsonProcessingException {
        JsonNode document = JSON.readTree(file.text());
        for (JsonPointer member : JsonPaths.members(document)) {
            List<Error> errors =
                    errors(file.type(), JsonPaths.without(document, member).toString());
            assertThat(errors.isEmpty())
                    .as("without %s: %s", member, errors)
                    .isEqualTo(JsonPaths.isOptional(member));
        }
    }

    /// But for one thing, which nobody writes: to a schema `1.0` is a whole number.
    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void whatIsValidIsRead(ApprovedFile file) throws JsonProcessingException {
        JsonNode document = JSON.readTree(file.text());
        JsonNode others =
                JSON.readTree(
                        "[null,true,0,1,-1,0.5,10000000000,\"\",\"x\",\"DE\",\"7\",[],[1,2],{}]");
        for (JsonPointer member : JsonPaths.members(document)) {
            for (JsonNode other : others) {
                String changed = JsonPaths.with(document, member, other).toString();
                Decoded read =
                        WholeEvents.decode(
                                CODEC, file.type(), changed.getBytes(StandardCharsets.UTF_8));
                if (errors(file.type(), changed).isEmpty()) {
                    assertThat(read).as(changed).isInstanceOf(Decoded.Known.class);
                }
            }
        }
    }

    /// A member the schema does not speak of could hold anything at all.
    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void everyMemberIsSpokenOf(ApprovedFile file) throws JsonProcessingException {
        JsonNode document = JSON.readTree(file.text());
        JsonNode nonsense = JSON.readTree("[[]]");
        for (JsonPointer member : JsonPaths.members(document)) {
            String changed = JsonPaths.with(document, member, nonsense).toString();
            assertThat(errors(file.type(), changed)).as(changed).isNotEmpty();
        }
    }

    private static List<Error> errors(String type, String document) {
        return REGISTRY.getSchema(SchemaLocation.of(idOf(type)))
                .validate(document, InputFormat.JSON);
    }
}
