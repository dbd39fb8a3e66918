package io.boson.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.boson.events.node.WireGuardKey;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields of one JSON object in a request. Each method reads one field and checks it; what is
/// wrong is noted under the field's path, `capabilities.bandwidth.up must be a number >= 0`, and a
/// stand-in returned. Keys that nobody reads are ignored.
public final class JsonFields {

    /// A place on Earth, in degrees.
    ///
    /// @param latitude -90 to 90
    /// @param longitude -180 to 180
    public record Point(double latitude, double longitude) {}

    private static final UUID NO_UUID = new UUID(0, 0);
    private static final InetAddress NO_ADDRESS = InetAddress.ofLiteral("0.0.0.0");
    private static final WireGuardKey NO_KEY = new WireGuardKey("A".repeat(43) + "=");
    private static final int LITERAL_CHARS_MAX = 64;

    private final JsonNode object;
    private final String path;
    private final FieldErrors errors;

    private JsonFields(JsonNode object, String path, FieldErrors errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    static JsonFields root(JsonNode object, FieldErrors errors) {
        return new JsonFields(object, "", errors);
    }

    /// Objects that are no field of another, named `[0]`, `[1]` ...
    static <T> List<T> items(
            List<JsonNode> nodes, FieldErrors errors, Function<JsonFields, T> reader) {
        return items("", nodes, errors, reader);
    }

    private static <T> List<T> items(
            String path, List<JsonNode> nodes, FieldErrors errors, Function<JsonFields, T> reader) {
        List<T> items = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            String itemPath = path + "[" + i + "]";
            if (nodes.get(i).isObject()) {
                items.add(reader.apply(new JsonFields(nodes.get(i), itemPath, errors)));
            } else {
                errors.add(itemPath, "must be an object");
            }
        }
        return items;
    }

    public boolean has(String name) {
        return object.has(name);
    }

    /// The field where it is there and not null.
    public <T> Optional<T> optional(String name, Function<String, T> reader) {
        return object.hasNonNull(name) ? Optional.of(reader.apply(name)) : Optional.empty();
    }

    /// The field where it is not null; it must be there.
    public <T> Optional<T> nullable(String name, Function<String, T> reader) {
        if (!object.has(name)) {
            fail(name, "is required (it may be null)");
        }
        return optional(name, reader);
    }

    /// Any text without control characters; it may be empty.
    public String text(String name, int charsMax) {
        JsonNode value = required(name);
        if (value.isMissingNode()) {
            return "";
        }
        if (!value.isTextual()) {
            return wrong(name, "must be text", "");
        }
        String text = value.textValue();
        if (text.length() > charsMax) {
            return wrong(name, "must be at most " + charsMax + " characters", "");
        }
        return Literals.isClean(text)
                ? text
                : wrong(name, "must not contain control characters", "");
    }

    /// Like [#text], with something in it.
    public String word(String name, int charsMax) {
        String text = text(name, charsMax);
        return text.isBlank() && isText(name) ? wrong(name, "must not be empty", "") : text;
    }

    public UUID uuid(String name) {
        return literal(name, "must be a UUID", NO_UUID, Literals::uuid);
    }

    public InetAddress ipv4(String name) {
        return literal(name, "must be an IPv4 address", NO_ADDRESS, Literals::ipv4);
    }

    public InetAddress ipv6(String name) {
        return literal(name, "must be an IPv6 address", NO_ADDRESS, Literals::ipv6);
    }

    /// Of either family.
    public InetAddress address(String name) {
        return literal(name, "must be an IP address", NO_ADDRESS, Literals::address);
    }

    /// ISO 3166-1 alpha-2, in capitals.
    public String country(String name) {
        return literal(
                name, "must be a country code of two letters (ISO 3166-1)", "", Literals::country);
    }

    /// Zero is no key to WireGuard, which would take a peer's away for it.
    public WireGuardKey wireGuardKey(String name) {
        return literal(
                name,
                "must be a WireGuard key: 32 bytes in 44 characters of base64",
                NO_KEY,
                text -> WireGuardKey.parse(text).filter(key -> !key.equals(NO_KEY)));
    }

    /// One of several values, by its word on the wire.
    public <E> E choice(String name, E[] values, Function<E, String> word) {
        String expected =
                Stream.of(values)
                        .map(word)
                        .collect(Collectors.joining(", ", "must be one of ", ""));
        return literal(
                name,
                expected,
                values[0],
                text -> Stream.of(values).filter(v -> word.apply(v).equals(text)).findFirst());
    }

    public boolean flag(String name) {
        JsonNode value = required(name);
        return (value.isMissingNode() || value.isBoolean())
                ? value.booleanValue()
                : wrong(name, "must be true or false", false);
    }

    /// A finite number. An infinite bound is none.
    public double number(String name, double min, double max) {
        JsonNode value = required(name);
        if (value.isMissingNode()) {
            return min;
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        return Double.isFinite(number) && number >= min && number <= max
                ? number
                : wrong(name, "must be a number" + range(plain(min), plain(max)), min);
    }

    /// A number without a fraction. [Long#MAX_VALUE] is no bound.
    public long whole(String name, long min, long max) {
        JsonNode value = required(name);
        if (value.isMissingNode()) {
            return min;
        }
        // JSON knows no integers: 30.0 is 30.
        boolean whole =
                value.isNumber()
                        && value.canConvertToLong()
                        && value.doubleValue() == Math.rint(value.doubleValue());
        if (whole && value.longValue() >= min && value.longValue() <= max) {
            return value.longValue();
        }
        String upper = max == Long.MAX_VALUE ? "" : Long.toString(max);
        return wrong(name, "must be a whole number" + range(Long.toString(min), upper), min);
    }

    public int whole(String name, int min, int max) {
        return Math.toIntExact(whole(name, (long) min, (long) max));
    }

    /// An array `[latitude, longitude]` in degrees.
    public Point coordinates(String name) {
        JsonNode value = required(name);
        Point nowhere = new Point(0, 0);
        if (value.isMissingNode()) {
            return nowhere;
        }
        if (value.isArray() && value.size() == 2) {
            double latitude = value.get(0).isNumber() ? value.get(0).doubleValue() : Double.NaN;
            double longitude = value.get(1).isNumber() ? value.get(1).doubleValue() : Double.NaN;
            if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                return new Point(latitude, longitude);
            }
        }
        return wrong(
                name,
                "must be [latitude, longitude], from -90 to 90 and from -180 to 180",
                nowhere);
    }

    /// An object within this one.
    public JsonFields object(String name) {
        JsonNode value = required(name);
        if (value.isObject()) {
            return new JsonFields(value, at(name), errors);
        }
        if (!value.isMissingNode()) {
            fail(name, "must be an object");
        }
        // One error is enough: what is missing inside of nothing is not listed.
        return new JsonFields(MissingNode.getInstance(), at(name), new FieldErrors());
    }

    /// An array of objects, each read by `reader`.
    public <T> List<T> objects(String name, int countMax, Function<JsonFields, T> reader) {
        JsonNode value = required(name);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > countMax) {
            return wrong(name, "must be an array of at most " + countMax + " objects", List.of());
        }
        return items(at(name), value.valueStream().toList(), errors, reader);
    }

    /// Notes a mistake that only the caller can see, such as two fields at odds.
    public void fail(String name, String message) {
        errors.add(at(name), message);
    }

    private <T> T literal(
            String name, String expected, T standIn, Function<String, Optional<T>> parse) {
        JsonNode value = required(name);
        if (value.isMissingNode()) {
            return standIn;
        }
        String text = value.isTextual() ? value.textValue() : "";
        return Optional.of(text)
                .filter(t -> t.length() <= LITERAL_CHARS_MAX)
                .flatMap(parse)
                .orElseGet(() -> wrong(name, expected, standIn));
    }

    /// Missing where the field is not there or null, which is then noted.
    private JsonNode required(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            fail(name, "is required");
            return MissingNode.getInstance();
        }
        return value;
    }

    private boolean isText(String name) {
        return object.path(name).isTextual();
    }

    private <T> T wrong(String name, String message, T standIn) {
        fail(name, message);
        return standIn;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String range(String min, String max) {
        if (min.isEmpty()) {
            return max.isEmpty() ? "" : " <= " + max;
        }
        return max.isEmpty() ? " >= " + min : " from " + min + " to " + max;
    }

    private static String plain(double bound) {
        return Double.isInfinite(bound)
                ? ""
                : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
