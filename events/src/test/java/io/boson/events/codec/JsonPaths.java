package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Every member of every object in a document, and what becomes of the document without it.
final class JsonPaths {

    /// Members that may be absent; and the entries of `refused`, which is a map.
    private static final Set<String> OPTIONAL =
            Set.of(
                    "/profile/networkInfo/ipv6",
                    "/profile/networkInfo/stunMappedAddress",
                    "/profile/location/coordinates",
                    "/status",
                    "/metrics",
                    "/existing",
                    "/decision/requirements/targetNode",
                    "/decision/requirements/minBandwidth",
                    "/decision/requirements/maxLatency",
                    "/decision/requirements/preferredCountry",
                    "/decision/requirements/preferredRegion",
                    "/decision/refused/offline",
                    "/decision/refused/bandwidth-too-low");

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
        return OPTIONAL.contains(member.toString());
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
