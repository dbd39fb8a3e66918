package io.boson.server.route;

import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NatType;
import io.boson.events.node.NodeId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.routing.NatFacts;
import io.boson.events.session.ClientId;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.server.http.JsonFields;
import io.boson.server.http.JsonRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a client sends to get a route.
///
/// ```json
/// {"clientId":"...","targetNodeId":null,
///  "requirements":{"minBandwidth":10,"maxLatency":80,
///                  "preferredCountry":"DE","preferredLocation":"Hessen"},
///  "clientNetworkInfo":{"ipv4":"192.0.2.7","natType":"Symmetric","stunMappedAddress":null,
///                       "coordinates":[50.1,8.7]},
///  "clientPublicKey":"..."}
/// ```
///
/// Only `clientId` and `clientNetworkInfo` with `ipv4` and `natType` must be there. Of the
/// addresses nothing is kept but whether they are known, of the coordinates a tenth of a degree.
///
/// @param key the client's WireGuard key, where it wants a tunnel; made for this session alone
record RoutingRequest(
        ClientId clientId,
        RouteRequirements requirements,
        RouteClient client,
        Optional<WireGuardKey> key) {

    private static final int REGION_CHARS_MAX = 100;
    private static final int ADDRESS_CHARS_MAX = 64;
    private static final double BANDWIDTH_MAX = 1e7;
    private static final double MILLIS_MAX = 3_600_000;

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong field
    static RoutingRequest parse(InputStream body) throws IOException {
        return JsonRequest.read(body, RoutingRequest::from);
    }

    private static RoutingRequest from(JsonFields fields) {
        RouteClient client = client(fields.object("clientNetworkInfo"));
        Optional<NodeId> target =
                fields.optional("targetNodeId", name -> new NodeId(fields.uuid(name)));
        RouteRequirements wanted =
                fields.optional("requirements", name -> wanted(fields.object(name), target))
                        .orElseGet(() -> any(target));
        return new RoutingRequest(
                new ClientId(fields.uuid("clientId")),
                wanted,
                client,
                fields.optional("clientPublicKey", fields::wireGuardKey));
    }

    private static RouteClient client(JsonFields network) {
        network.address("ipv4");
        NatType natType = network.choice("natType", NatType.values(), NatType::text);
        Optional<String> mapped =
                network.optional(
                        "stunMappedAddress", name -> network.text(name, ADDRESS_CHARS_MAX));
        Optional<Coordinates> coordinates =
                network.optional(
                        "coordinates",
                        name -> {
                            JsonFields.Point at = network.coordinates(name);
                            return new Coordinates(at.latitude(), at.longitude());
                        });
        return new RouteClient(NatFacts.of(natType, mapped), coordinates);
    }

    private static RouteRequirements any(Optional<NodeId> target) {
        return new RouteRequirements(
                target,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static RouteRequirements wanted(JsonFields fields, Optional<NodeId> target) {
        return new RouteRequirements(
                target,
                number(fields, "minBandwidth", BANDWIDTH_MAX),
                number(fields, "maxLatency", MILLIS_MAX),
                fields.optional("preferredCountry", fields::country),
                fields.optional("preferredLocation", name -> fields.text(name, REGION_CHARS_MAX)));
    }

    private static OptionalDouble number(JsonFields fields, String name, double max) {
        return fields.optional(name, n -> fields.number(n, 0, max))
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }
}
