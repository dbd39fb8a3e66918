package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.boson.events.node.WireGuardKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of field, right and wrong, and bodies that are no JSON object.
class JsonRequestTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private enum Nat {
        FULL("FullCone"),
        SYMMETRIC("Symmetric");

        private final String word;

        Nat(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    @Test
    void everyKindOfFieldIsRead() throws IOException {
        String body =
                """
                {"id":"5B1A7CFA-6a30-4a51-9c3c-3a0d1ad8c8f1","v4":"192.0.2.1","v6":"2001:db8::1",
                 "key":"xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=","cc":"de","at":[52.5,-13.4],
                 "up":12.5,"n":30.0,"on":true,"nat":"Symmetric","region":"","name":"Zoë 😀",
                 "inner":{"deep":{"n":7}},"list":[{"n":1},{"n":2}],"unknown":{"x":[1,2]}}
                """;

        assertRead(body, f -> f.uuid("id"))
                .isEqualTo(UUID.fromString("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1"));
        assertRead(body, f -> f.ipv4("v4")).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
        assertRead(body, f -> f.ipv6("v6")).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
        assertRead(body, f -> f.address("v6")).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
        assertRead(body, f -> f.wireGuardKey("key"))
                .isEqualTo(new WireGuardKey("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="));
        assertRead(body, f -> f.country("cc")).isEqualTo("DE");
        assertRead(body, f -> f.coordinates("at")).isEqualTo(new JsonFields.Point(52.5, -13.4));
        assertRead(body, f -> f.number("up", 0, INFINITY)).isEqualTo(12.5);
        assertRead(body, f -> f.whole("n", 10, 300)).isEqualTo(30);
        assertRead(body, f -> f.flag("on")).isEqualTo(true);
        assertRead(body, f -> f.choice("nat", Nat.values(), Nat::word)).isEqualTo(Nat.SYMMETRIC);
        assertRead(body, f -> f.text("region", 10)).isEqualTo("");
        assertRead(body, f -> f.word("name", 10)).isEqualTo("Zoë 😀");
        assertRead(body, f -> f.object("inner").object("deep").whole("n", 0, 9)).isEqualTo(7);
        assertRead(body, f -> f.objects("list", 5, item -> item.whole("n", 0, 9)))
                .isEqualTo(List.of(1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        "x"       | must be a number >= 0
        "12"      | must be a number >= 0
        true      | must be a number >= 0
        -0.1      | must be a number >= 0
        1e400     | must be a number >= 0
        [1]       | must be a number >= 0
        null      | is required
        """)
    void numbers(String value, String message) {
        wrong("{\"up\":" + value + "}", f -> f.number("up", 0, INFINITY), "up " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "301", "10.5", "\"30\"", "1e30", "99999999999999999999", "false"})
    void wholeNumbers(String value) {
        wrong(
                "{\"n\":" + value + "}",
                f -> f.whole("n", 10, 300),
                "n must be a whole number from 10 to 300");
    }

    @Test
    void boundsReadWell() {
        wrong("{\"n\":0}", f -> f.whole("n", 1, Long.MAX_VALUE), "n must be a whole number >= 1");
        wrong("{\"n\":-1}", f -> f.number("n", 0, 100), "n must be a number from 0 to 100");
        wrong("{\"n\":2}", f -> f.number("n", -INFINITY, 1.5), "n must be a number <= 1.5");
        wrong("{\"n\":\"\"}", f -> f.number("n", -INFINITY, INFINITY), "n must be a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256.0.0.1",
                "1.2.3",
                "01.2.3.4",
                "1.2.3.4.5",
                "1.2.3.4 ",
                "example.com",
                "",
                "1",
                "::1",
                "0x7f.1.1.1"
            })
    void ipv4(String value) {
        wrong("{\"a\":\"" + value + "\"}", f -> f.ipv4("a"), "a must be an IPv4 address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "::g",
                "fe80::1%eth0",
                "[::1]",
                "1:2:3",
                ":",
                "::ffff:192.0.2.1",
                "1:2:3:4:5:6:7:8:9",
                "example:com"
            })
    void ipv6(String value) {
        wrong("{\"a\":\"" + value + "\"}", f -> f.ipv6("a"), "a must be an IPv6 address");
    }

    @Test
    void anAddressOfEitherFamily() throws IOException {
        assertRead("{\"a\":\"::ffff:192.0.2.1\"}", f -> f.address("a"))
                .isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
        wrong("{\"a\":\"localhost\"}", f -> f.address("a"), "a must be an IP address");
        wrong("{\"a\":7}", f -> f.address("a"), "a must be an IP address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"D", "DEU", "", "12", "ÄÖ", "d ", "AB", "ı1"})
    void countries(String value) {
        wrong(
                "{\"cc\":\"" + value + "\"}",
                f -> f.country("cc"),
                "cc must be a country code of two letters (ISO 3166-1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "us", "XK", "UK", "ZZ", "XX"})
    void countriesThatAre(String value) throws IOException {
        assertRead("{\"cc\":\"" + value + "\"}", f -> f.country("cc"))
                .isEqualTo(value.toUpperCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[91,0]",
                "[0,181]",
                "[0]",
                "[0,0,0]",
                "[\"1\",2]",
                "{}",
                "\"1,2\"",
                "[1e999,0]",
                "[null,0]"
            })
    void coordinates(String value) {
        wrong(
                "{\"at\":" + value + "}",
                f -> f.coordinates("at"),
                "at must be [latitude, longitude], from -90 to 90 and from -180 to 180");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dh=",
                "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8D!=",
                "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8DgAA=="
            })
    void wireGuardKeys(String value) {
        wrong(
                "{\"key\":\"" + value + "\"}",
                f -> f.wireGuardKey("key"),
                "key must be a WireGuard key: 32 bytes in 44 characters of base64");
    }

    @Test
    void texts() {
        wrong("{\"t\":5}", f -> f.text("t", 3), "t must be text");
        wrong("{\"t\":\"abcd\"}", f -> f.text("t", 3), "t must be at most 3 characters");
        wrong("{\"t\":\"a\\u0000\"}", f -> f.text("t", 3), "t must not contain control characters");
        wrong("{\"t\":\"a\\nb\"}", f -> f.text("t", 3), "t must not contain control characters");
        wrong("{\"t\":\"\\ud83d\"}", f -> f.text("t", 3), "t must not contain control characters");
        wrong("{\"t\":\" \"}", f -> f.word("t", 3), "t must not be empty");
        wrong("{\"t\":7}", f -> f.word("t", 3), "t must be text");
        wrong("{}", f -> f.word("t", 3), "t is required");
    }

    @Test
    void otherKinds() {
        wrong("{\"b\":1}", f -> f.flag("b"), "b must be true or false");
        wrong("{\"b\":\"true\"}", f -> f.flag("b"), "b must be true or false");
        wrong(
                "{\"nat\":\"full\"}",
                f -> f.choice("nat", Nat.values(), Nat::word),
                "nat must be one of FullCone, Symmetric");
        wrong("{\"id\":\"{5b1a}\"}", f -> f.uuid("id"), "id must be a UUID");
        wrong("{\"id\":5}", f -> f.uuid("id"), "id must be a UUID");
        wrong("{\"o\":[]}", f -> f.object("o").text("x", 1), "o must be an object");
        wrong("{}", f -> f.object("o").object("p").text("x", 1), "o is required");
        wrong(
                "{\"l\":[{},{},{}]}",
                f -> f.objects("l", 2, i -> i.text("x", 1)),
                "l must be an array of at most 2 objects");
        wrong(
                "{\"l\":[{\"x\":\"a\"},7]}",
                f -> f.objects("l", 2, i -> i.text("x", 1)),
                "l[1] must be an object");
        wrong(
                "{\"l\":[{\"x\":\"a\"},{}]}",
                f -> f.objects("l", 2, i -> i.text("x", 1)),
                "l[1].x is required");
    }

    @Test
    void fieldsThatMayBeAbsent() throws IOException {
        assertRead("{}", f -> f.optional("n", n -> f.whole(n, 0, 9))).isEqualTo(Optional.empty());
        assertRead("{\"n\":null}", f -> f.optional("n", n -> f.whole(n, 0, 9)))
                .isEqualTo(Optional.empty());
        assertRead("{\"n\":5}", f -> f.optional("n", n -> f.whole(n, 0, 9)))
                .isEqualTo(Optional.of(5));
        assertRead("{\"n\":null}", f -> f.nullable("n", n -> f.whole(n, 0, 9)))
                .isEqualTo(Optional.empty());
        wrong(
                "{\"n\":10}",
                f -> f.optional("n", n -> f.whole(n, 0, 9)),
                "n must be a whole number from 0 to 9");
        wrong("{}", f -> f.nullable("n", n -> f.whole(n, 0, 9)), "n is required (it may be null)");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Problem problem =
                problemOf(
                        "{\"capabilities\":{\"bandwidth\":{\"up\":-1}},\"cc\":\"Q\"}",
                        f ->
                                f.object("capabilities")
                                                .object("bandwidth")
                                                .number("up", 0, INFINITY)
                                        + f.country("cc")
                                        + f.uuid("nodeId"));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(problem.message())
                .isEqualTo(
                        "Validation failed: capabilities.bandwidth.up must be a number >= 0,"
                                + " cc must be a country code of two letters (ISO 3166-1),"
                                + " nodeId is required");
        assertThat(problem.details())
                .containsExactly(
                        new Problem.Detail("capabilities.bandwidth.up", "must be a number >= 0"),
                        new Problem.Detail(
                                "cc", "must be a country code of two letters (ISO 3166-1)"),
                        new Problem.Detail("nodeId", "is required"));
    }

    @Test
    void theListOfWhatIsWrongHasAnEnd() {
        String items = "{},".repeat(200);

        Problem problem =
                problemOf(
                        "{\"l\":[" + items + "{}]}", f -> f.objects("l", 500, i -> i.text("x", 1)));

        assertThat(problem.details()).hasSize(50);
    }

    @Test
    void standInsThatDoNotGetAlongAreNotTheNews() {
        wrong(
                "{}",
                f -> {
                    String text = f.text("t", 5);
                    throw new IllegalStateException("cannot build from " + text);
                },
                "t is required");
    }

    @Test
    void mistakesOfTheReaderAreItsOwn() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                read(
                                        "{}",
                                        _ -> {
                                            throw new IllegalStateException("bug");
                                        }))
                .withMessage("bug");
    }

    @Test
    void whatOnlyTheReaderCanSeeIsAFieldErrorToo() {
        wrong(
                "{\"a\":{\"from\":2,\"to\":1}}",
                f -> {
                    JsonFields a = f.object("a");
                    if (a.whole("from", 0, 9) > a.whole("to", 0, 9)) {
                        a.fail("to", "must not be less than from");
                    }
                    return 0;
                },
                "a.to must not be less than from");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        {"a":         | MALFORMED_JSON | Request body is not valid JSON at line 1, column 6
        {'a':1}       | MALFORMED_JSON | Request body is not valid JSON at line 1, column 2
        {} {}         | MALFORMED_JSON | Request body is not valid JSON at line 1, column 4
        NaN           | MALFORMED_JSON | Request body is not valid JSON at line 1, column 4
        []            | BAD_REQUEST    | Request body must be a JSON object
        "x"           | BAD_REQUEST    | Request body must be a JSON object
        null          | BAD_REQUEST    | Request body must be a JSON object
        ''            | BAD_REQUEST    | Request body must be a JSON object
        """)
    void bodiesThatAreNoObject(String body, String code, String message) {
        Problem problem = problemOf(body, f -> f.has("x"));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).isEqualTo(message);
    }

    @Test
    void noBodyCountsAsAnEmptyObjectWhereThatIsAsked() throws IOException {
        assertThatObject(JsonRequest.readOptional(bytes(""), f -> f.has("x"))).isEqualTo(false);
        assertThatObject(JsonRequest.readOptional(bytes(" \n"), f -> f.has("x"))).isEqualTo(false);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> JsonRequest.readOptional(bytes("[]"), f -> f.has("x")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void bodiesThatAskForTooMuchWork(int kind) {
        String body =
                switch (kind) {
                    case 0 -> "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
                    case 1 -> "{\"a\":\"" + "x".repeat(98_305) + "\"}";
                    case 2 -> "{\"" + "k".repeat(300) + "\":1}";
                    case 3 -> "{\"a\":" + "9".repeat(65) + "}";
                    default -> "{\"a\":[" + "1,".repeat(100_000) + "1]}";
                };

        assertThat(problemOf(body, f -> f.has("a")).code()).isEqualTo("JSON_TOO_COMPLEX");
    }

    private static <T> T read(String body, Function<JsonFields, T> reader) throws IOException {
        return JsonRequest.read(bytes(body), reader);
    }

    private static <T> ObjectAssert<T> assertRead(String body, Function<JsonFields, T> reader)
            throws IOException {
        return assertThatObject(read(body, reader));
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> Problem problemOf(String body, Function<JsonFields, T> reader) {
        try {
            read(body, reader);
        } catch (ProblemException refused) {
            return refused.problem();
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
        throw new AssertionError("accepted: " + body);
    }

    private static <T> void wrong(String body, Function<JsonFields, T> reader, String message) {
        assertThat(problemOf(body, reader).message()).isEqualTo("Validation failed: " + message);
    }

    @Test
    void optionalsAreEmptyOnlyWhereTheFieldIs() throws IOException {
        Optional<String> region = read("{\"r\":\"\"}", f -> f.optional("r", n -> f.text(n, 5)));

        assertThat(region).contains("");
    }
}
