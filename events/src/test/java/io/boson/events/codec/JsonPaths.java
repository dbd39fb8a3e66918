package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every member of every object in a document, and what becomes of the document without it.
final class JsonPaths {

    /// The entries of maps.
    private static final Pattern MAP_ENTRY =
            Pattern.compile("/asked/.+|/decision/(refused|candidates/[0-9]+/(parts|absent))/[^/]+");

    /// Members that may be absent.
    private static final Set<String> OPTIONAL =
            Set.of(
                    "/profile/networkInfo/ipv6",
                    "/profile/networkInfo/stunMappedAddress",
                    "/profile/location/coordinates",
                    "/status",
                    "/metrics",
                    "/samples/0/skewMillis",
                    "/samples/0/counters",
                    "/existing",
                    "/keys",
                    "/tunnel",
                    "/decision/requirements/targetNode",
                    "/decision/requirements/minBandwidth",
                    "/decision/requirements/maxLatency",
                    "/decision/requirements/preferredCountry",
                    "/decision/requirements/preferredRegion",
                    "/decision/client/coordinates",
                    "/decision/choice/estimates/latency",
                    "/decision/choice/estimates/bandwidth",
                    "/decision/candidates/0/inputs/coordinates",
                    "/decision/candidates/0/inputs/measured",
                    "/decision/candidates/0/draw");

    private JsonPaths() {}

    static List<JsonPointer> members(JsonNode document) {
        return members(JsonPointer.empty(), document).toList();
    }

    private static Stream<JsonPointer> members(JsonPointer at, JsonNode value) {
        if (value.isArray()) {
            return Stream.iterate(0, i -> i < value.size(), i -> i + 1)
                    .flatMap(i -> members(at.appendIndex(i), value.get(i)));
        }
        return value.propertyStream()
                .flatMap(
                        member -> {
                            JsonPointer here = at.appendProperty(member.getKey());
                            return Stream.concat(Stream.of(here), members(here, member.getValue()));
                        });
    }

    static boolean isOptional(JsonPointer member) {
        return OPTIONAL.contains(member.toString()) || isInMap(member);
    }

    static boolean isInMap(JsonPointer member) {
        return MAP_ENTRY.matcher(member.toString()).matches();
    }

    static JsonNode without(JsonNode document, JsonPointer member) {
        JsonNode copy = document.deepCopy();
        parent(copy, member).remove(member.last().getMatchingProperty());
        return copy;
    }

    static JsonNode with(JsonNode document, JsonPointer member, JsonNode value) {
        JsonNode copy = document.deepCopy();
        parent(copy, member).set(member.last().getMatchingProperty(), value);
        return copy;
    }

    private static ObjectNode parent(JsonNode document, JsonPointer member) {
        return (ObjectNode) document.at(member.head());
    }
}
