package io.boson.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes of other releases and of nobody's: read as far as they make sense, and never an exception.
class DecodeToleranceTest {

    private static final EventCodec CODEC = new EventCodec();
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<ApprovedFile> FILES = ApprovedFile.all();
    private static final String SOME_TYPE = "io.boson.node.came-back.v1";

    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void membersOfALaterReleaseAreIgnored(ApprovedFile file) throws JsonProcessingException {
        JsonNode later = JSON.readTree("{\"a\":[1,{\"nodeId\":null}],\"at\":\"never\"}");
        JsonNode document = JSON.readTree(file.text());
        for (JsonPointer member : JsonPaths.members(document)) {
            boolean inMap = JsonPaths.isInMap(member);
            JsonPointer beside = member.head().appendProperty("later");
            JsonNode grown = inMap ? document : JsonPaths.with(document, beside, later);
            assertThat(decode(file, grown)).as("%s", beside).isEqualTo(decode(file, document));
        }
    }

    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void aMissingMemberIsMalformedUnlessItMayBeAbsent(ApprovedFile file)
            throws JsonProcessingException {
        JsonNode document = JSON.readTree(file.text());
        for (JsonPointer member : JsonPaths.members(document)) {
            assertThat(decode(file, JsonPaths.without(document, member)))
                    .as("without %s", member)
                    .isInstanceOf(
                            JsonPaths.isOptional(member)
                                    ? Decoded.Known.class
                                    : Decoded.Malformed.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void halfARecordIsMalformed(ApprovedFile file) {
        byte[] bytes = file.bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(WholeEvents.decode(CODEC, file.type(), Arrays.copyOf(bytes, length)))
                    .as("the first %d bytes", length)
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void whateverTheBytesNothingIsThrown() {
        Seeds.forEach(
                random -> {
                    ApprovedFile file = Seeds.oneOf(random, FILES);
                    byte[] bytes = mutated(file.bytes(), random);
                    assertThat(WholeEvents.decode(CODEC, file.type(), bytes))
                            .as("%s", new String(bytes, UTF_8))
                            .isNotInstanceOf(Decoded.Unknown.class);
                });
    }

    /// A few bytes replaced, dropped or repeated.
    private static byte[] mutated(byte[] bytes, RandomGenerator random) {
        byte[] out = bytes;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int from = random.nextInt(out.length);
            int to = random.nextInt(from, Math.min(out.length, from + 20));
            byte[] head = Arrays.copyOf(out, random.nextBoolean() ? from : to);
            byte[] tail = Arrays.copyOfRange(out, random.nextBoolean() ? from : to, out.length);
            out = Arrays.copyOf(head, head.length + tail.length + 1);
            out[head.length] = (byte) random.nextInt(256);
            System.arraycopy(tail, 0, out, head.length + 1, tail.length);
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"x\"", "1", "{}", "{\"at\":", "\u0000"})
    void whatIsNoEventIsMalformed(String data) {
        for (String type : EventTypes.all().keySet()) {
            assertThat(WholeEvents.decode(CODEC, type, data.getBytes(UTF_8)))
                    .as(type)
                    .isInstanceOfSatisfying(
                            Decoded.Malformed.class,
                            malformed -> {
                                assertThat(malformed.type()).isEqualTo(type);
                                assertThat(malformed.reason()).isNotBlank();
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "io.boson.node.drained.v2", "io.boson.node.drained", "com.example.v1"})
    void aTypeNobodyHereWritesIsUnknown(String type) {
        ApprovedFile file = FILES.getFirst();
        assertThat(WholeEvents.decode(CODEC, type, file.bytes()))
                .isEqualTo(new Decoded.Unknown(type));
        assertThat(WholeEvents.decode(CODEC, type, new byte[0]))
                .isEqualTo(new Decoded.Unknown(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02",
                "yesterday",
                "2026-13-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void aTimeOutsideTheCalendarIsMalformed(String at) {
        String nodeId = "0b6f2c1e-8a52-4d0e-9b1d-3f5a7c9e1d20";
        String data = "{\"nodeId\":\"%s\",\"at\":\"%s\"}".formatted(nodeId, at);
        assertThat(WholeEvents.decode(CODEC, SOME_TYPE, data.getBytes(UTF_8)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    private static Decoded decode(ApprovedFile file, JsonNode document) {
        return WholeEvents.decode(CODEC, file.type(), document.toString().getBytes(UTF_8));
    }
}
